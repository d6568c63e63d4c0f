//! What is answered, by plain values.

use super::*;
use crate::course::{About, CourseSource, Visibility};
use crate::grade::{Diagnosis, DiagnosisKind, OutputOutcome, Points};
use crate::tensor::Scalar;

fn talk() -> Talk {
    let course = Arc::new(Course::load(&CourseSource::Embedded).unwrap());
    let progress = Progress::new(&course);
    Talk::new(course, progress)
}

fn line(talk: &mut Talk, line: &str) -> Vec<Answer> {
    talk.take(Event::Line(line.to_owned()))
}

fn said(answers: &[Answer]) -> String {
    let sentences = answers.iter().filter_map(|answer| match answer {
        Answer::Say(sentences) => Some(sentences.join("\n")),
        _ => None,
    });
    sentences.collect::<Vec<_>>().join("\n")
}

/// Two wrong cells in the first case of the first function.
fn wrong(talk: &Talk) -> ExerciseOutcome {
    let exercise = &talk.course.exercises[0];
    let mismatch = |index: usize, actual: f64| Mismatch {
        index: vec![0, index],
        expected: Scalar::F64(1.0),
        actual: Scalar::F64(actual),
    };
    let output = OutputOutcome {
        name: "y".to_owned(),
        verdict: Verdict::WrongAnswer,
        expected_shape: vec![1, 3],
        actual_shape: Some(vec![1, 3]),
        mismatched: Some(2),
        total: Some(3),
        max_abs_error: None,
        max_rel_error: None,
        mismatches: vec![mismatch(2, 3.0), mismatch(0, 2.0)],
        mismatches_truncated: false,
    };
    let case = CaseOutcome {
        id: format!("{}/{}", exercise.name, exercise.cases[0].id),
        verdict: Verdict::WrongAnswer,
        visibility: Visibility::Visible,
        millis: 1.0,
        outputs: vec![output],
        message: None,
        stdout: String::new(),
        stderr: String::new(),
        output_truncated: false,
    };
    ExerciseOutcome {
        name: exercise.name.clone(),
        graded: true,
        verdict: Verdict::WrongAnswer,
        score: Points::default(),
        max_score: Points::whole(exercise.points),
        cases: vec![case],
        diagnosis: None,
        cause: None,
        hints_used: 0,
        diagnostics: Vec::new(),
    }
}

#[test]
fn a_save_is_announced_once_and_graded() {
    let mut talk = talk();
    let name = talk.exercise().name.clone();
    let answers = talk.take(Event::Saved(vec![name.clone()]));
    let announced = Answer::Say(vec![format!("Saved {name}. Checking.")]);
    assert_eq!(answers, [announced, Answer::Grade(vec![name])]);
}

#[test]
fn a_second_save_also_grades_what_the_first_had_not_finished() {
    let mut talk = talk();
    let names: Vec<String> =
        talk.course.exercises.iter().take(2).map(|exercise| exercise.name.clone()).collect();
    talk.take(Event::Saved(vec![names[0].clone()]));
    let answers = talk.take(Event::Saved(vec![names[1].clone()]));
    assert_eq!(answers[1], Answer::Grade(names));
}

#[test]
fn wrong_cells_are_told_one_by_one_worst_first_and_around() {
    let mut talk = talk();
    let outcome = wrong(&talk);
    let report = said(&talk.take(Event::Graded(vec![outcome])));
    for expected in ["wrong answer, 0 of", "2 of 3 cells differ", "The worst: cell 0,2: expected 1, yours 3."]
    {
        assert!(report.contains(expected), "{expected} is missing in\n{report}");
    }
    assert_eq!(said(&line(&mut talk, "next")), "y, cell 0,0: expected 1, yours 2.");
    assert_eq!(said(&line(&mut talk, "next")), "y, cell 0,2: expected 1, yours 3.");
}

#[test]
fn an_attempt_is_remembered() {
    let mut talk = talk();
    let outcome = wrong(&talk);
    let name = outcome.name.clone();
    let answers = talk.take(Event::Graded(vec![outcome]));
    assert!(answers.contains(&Answer::Save));
    assert_eq!(talk.progress.record(&name).attempts.len(), 1);
}

#[test]
fn hints_come_one_by_one_and_are_counted() {
    let mut talk = talk();
    let name = talk.exercise().name.clone();
    let count = talk.exercise().hints.len();
    for number in 1..=count {
        assert!(said(&line(&mut talk, "hint")).starts_with(&format!("Hint {number} of {count}")));
    }
    assert!(said(&line(&mut talk, "hint")).contains("no further hint"));
    assert_eq!(talk.progress.record(&name).hints_used, count);
}

#[test]
fn a_hint_is_chosen_by_the_last_run_and_the_last_one_given_if_asked_for() {
    let mut talk = talk();
    let mut outcome = wrong(&talk);
    let hints = talk.exercise().hints.clone();
    let last = hints.len() - 1;
    let (chosen, id) = (1..last)
        .find_map(|position| {
            match hints[position].about.iter().find(|about| matches!(about, About::Mistake(_))) {
                Some(About::Mistake(id)) => Some((position, id.clone())),
                _ => None,
            }
        })
        .unwrap();
    outcome.diagnosis = Some(Diagnosis {
        kind: DiagnosisKind::Mistake,
        mistake: Some(id),
        message: "It is shifted.".to_owned(),
        certain: true,
    });
    talk.take(Event::Graded(vec![outcome]));
    let text = said(&line(&mut talk, "hint"));
    let expected = format!("Hint 1 of {}: {}", hints.len(), hints[chosen].text);
    assert_eq!(text, format!("{expected}\nChosen by the last run: the mistake was recognised."));
    let text = said(&line(&mut talk, "hint last"));
    assert_eq!(text, format!("Hint 2 of {}: {}", hints.len(), hints[last].text));
    let text = said(&line(&mut talk, "hint"));
    assert!(text.starts_with(&format!("Hint 3 of {}: {}", hints.len(), hints[0].text)), "{text}");
}

#[test]
fn a_hint_may_be_asked_for_another_function() {
    let mut talk = talk();
    let other = talk.course.exercises[1].clone();
    let text = said(&line(&mut talk, &format!("hint {} last", other.name)));
    assert!(text.starts_with(&format!(
        "Hint 1 of {}: {}",
        other.hints.len(),
        other.hints.last().unwrap().text
    )));
    assert_eq!(talk.progress.record(&other.name).hints_used, 1);
    assert_eq!(
        said(&line(&mut talk, "hint dance")),
        "There is no function dance. Type list for their names."
    );
}

#[test]
fn cases_are_described_before_anything_is_run() {
    let mut talk = talk();
    let id = talk.exercise().cases[1].id.clone();
    let text = said(&line(&mut talk, &format!("case {id}")));
    assert!(text.contains(&id) && text.contains("not run yet"), "{text}");
    assert!(said(&line(&mut talk, "next")).contains("Type check"));
}

#[test]
fn unknown_names_and_commands_are_answered() {
    let mut talk = talk();
    assert!(said(&line(&mut talk, "check blend")).contains("no function blend"));
    assert!(said(&line(&mut talk, "dance")).contains("no command dance"));
    assert!(line(&mut talk, "").is_empty());
}

#[test]
fn the_end_of_the_input_waits_for_the_run_under_way() {
    let mut talk = talk();
    line(&mut talk, "check");
    assert_eq!(talk.take(Event::End), []);
    let outcome = wrong(&talk);
    assert_eq!(talk.take(Event::Graded(vec![outcome])).last(), Some(&Answer::End));
    assert_eq!(talk.take(Event::End), [Answer::End]);
}

#[test]
fn every_sentence_of_the_talk_is_free_of_pictures() {
    let mut talk = talk();
    let outcome = wrong(&talk);
    let mut text = talk.greeting().join("\n");
    for command in ["list", "help", "show", "case", "file"] {
        text += &said(&line(&mut talk, command));
    }
    text += &said(&talk.take(Event::Graded(vec![outcome])));
    let drawn = text.chars().find(|letter| ('\u{2500}'..='\u{25ff}').contains(letter) || *letter == '\u{1b}');
    assert_eq!(drawn, None, "{text}");
}
