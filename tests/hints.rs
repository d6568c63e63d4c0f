//! Hints: chosen by what the last run said, counted, the last one kept for the end.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use tensorlings::course::{
    About, Attempt, Clue, Course, CourseSource, Exercise, KINDS, Progress, Record, TROUBLES,
};
use tensorlings::grade::{DiagnosisKind, Verdict};

fn courses() -> [Course; 2] {
    let skeleton = concat!(env!("CARGO_MANIFEST_DIR"), "/skeleton");
    [CourseSource::Embedded, CourseSource::Folder(skeleton.into())]
        .map(|source| Course::load(&source).unwrap())
}

/// The progress of a learner whose last run gave this.
fn after(course: &Course, exercise: &Exercise, verdict: &str, clue: Option<Clue>) -> Progress {
    let mut progress = Progress::new(course);
    let attempt = Attempt { when: 0, score: 0.0, verdict: verdict.to_owned(), wrong_cells: 1 };
    progress.add(&exercise.name, attempt, clue);
    progress
}

fn mistake(id: &str) -> Clue {
    Clue { kind: "mistake".to_owned(), mistake: Some(id.to_owned()), message: String::new() }
}

fn condition(message: &str) -> Clue {
    Clue { kind: "condition".to_owned(), mistake: None, message: message.to_owned() }
}

/// Positions in the order in which they come.
fn order(exercise: &Exercise, mut progress: Progress) -> Vec<usize> {
    let count = exercise.hints.len();
    let next = || {
        let position = exercise.next_hint(&progress.record(&exercise.name))?.position;
        progress.see_hint(&exercise.name, position, count);
        Some(position)
    };
    std::iter::from_fn(next).collect()
}

#[test]
fn without_a_run_hints_come_in_the_order_of_the_manifest() {
    for exercise in courses().iter().flat_map(|course| &course.exercises) {
        let next = exercise.next_hint(&Record::default()).unwrap();
        assert_eq!((next.position, next.by), (0, None), "{}", exercise.name);
        let all: Vec<usize> = (0..exercise.hints.len()).collect();
        assert_eq!(order(exercise, Progress::new(&courses()[0])), all);
    }
}

#[test]
fn every_catalogued_mistake_has_a_hint_of_its_own_which_is_not_the_last() {
    for course in courses() {
        for exercise in &course.exercises {
            for known in &exercise.mistakes {
                let progress = after(&course, exercise, "wrong_answer", Some(mistake(&known.id)));
                let next = exercise.next_hint(&progress.record(&exercise.name)).unwrap();
                let id = About::Mistake(known.id.clone());
                assert_eq!(next.by, Some(&id), "{}", exercise.name);
                assert!(next.position + 1 < exercise.hints.len(), "{} {}", exercise.name, known.id);
            }
        }
    }
}

#[test]
fn every_hint_comes_once_and_the_last_one_last() {
    for course in courses() {
        for exercise in &course.exercises {
            let clues = exercise.mistakes.iter().map(|known| mistake(&known.id));
            let clues = clues.chain([condition("It fails in the padding.")]).map(Some);
            for clue in clues.chain([None]) {
                let mut order = order(exercise, after(&course, exercise, "wrong_answer", clue));
                assert_eq!(order.last(), Some(&(exercise.hints.len() - 1)));
                order.sort_unstable();
                assert_eq!(order, (0..exercise.hints.len()).collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn a_hint_is_chosen_by_the_most_telling_word_that_fits() {
    let [course, _] = courses();
    let mut exercise = course.exercises[0].clone();
    let about = [
        vec![About::Verdict("wrong_answer")],
        vec![About::Kind("condition")],
        vec![About::Verdict("panicked"), About::Place("border")],
        vec![About::Mistake("shifted".to_owned()), About::Name("pad".to_owned())],
        vec![About::Mistake("shifted".to_owned())],
    ];
    let hint = exercise.hints[0].clone();
    exercise.hints =
        about.into_iter().map(|about| tensorlings::course::Hint { about, ..hint.clone() }).collect();
    for (verdict, clue, expected) in [
        ("wrong_answer", None, 0),
        ("panicked", None, 2),
        ("passed", None, 0),
        ("wrong_answer", Some(condition("It fails exactly where the moon is full.")), 1),
        ("wrong_answer", Some(condition("Exactly the cells at the border are wrong.")), 2),
        ("wrong_answer", Some(condition("It fails exactly where `pad` > 0.")), 3),
        ("wrong_answer", Some(mistake("shifted")), 3),
        ("wrong_answer", Some(mistake("of another function")), 0),
    ] {
        let record = after(&course, &exercise, verdict, clue.clone()).record(&exercise.name);
        assert_eq!(exercise.next_hint(&record).unwrap().position, expected, "{verdict} {clue:?}");
    }
}

#[test]
fn the_words_for_hints_are_those_of_grading() {
    for name in TROUBLES {
        assert!(Verdict::named(name).is_some(), "{name}");
    }
    let kinds = [DiagnosisKind::Relation, DiagnosisKind::Condition, DiagnosisKind::Term];
    assert_eq!(kinds.map(DiagnosisKind::name), KINDS);
    for kind in kinds.into_iter().chain([DiagnosisKind::Mistake]) {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
    }
}
