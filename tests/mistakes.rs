//! The catalogue of mistakes: each is caught, costs its own function only, and is unlike every other.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[expect(dead_code, reason = "shared with other tests, which use the rest of it")]
#[path = "common/grading.rs"]
mod grading;

use grading::{Bench, embedded};
use std::path::Path;
use std::thread::{Builder, scope};
use tensorlings::course::{Exercise, Expected};
use tensorlings::grade::{ExerciseOutcome, GradeEvent, Request, Verdict};
use tensorlings::sandbox::Cancel;
use tensorlings::tensor::{Comparison, Tensor, compare};

/// A file of the catalogue.
struct Mistake {
    id: String,
    text: String,
}

/// What a mistake gives, case by case.
struct Signature(Vec<Vec<(String, Tensor)>>);

#[test]
fn every_function_has_its_share_of_mistakes() {
    let course = embedded();
    let counts: Vec<usize> = course.exercises.iter().map(|exercise| catalogue(exercise).len()).collect();
    assert!(counts.iter().all(|&count| count >= 6), "{counts:?}");
    assert!(counts.iter().sum::<usize>() >= 110, "{counts:?}");
}

#[test]
fn every_mistake_says_what_was_believed_and_what_comes_of_it() {
    for exercise in embedded().exercises {
        for mistake in catalogue(&exercise) {
            let place = format!("{}/{}", exercise.name, mistake.id);
            let paragraphs = paragraphs(&mistake.text);
            let [belief, message] = paragraphs.as_slice() else {
                panic!("{place} begins with {} paragraphs and not with two", paragraphs.len())
            };
            let belief = belief.strip_prefix("believes: ");
            assert!(belief.is_some_and(|belief| belief.ends_with('.')), "{place} names no belief");
            assert!(message.ends_with('.') || message.ends_with('?'), "{place} has no message");
            assert!(!message.contains(['`', '[', '=']), "{place} gives code away");
        }
    }
}

#[test]
fn every_mistake_is_caught_and_unlike_every_other() {
    let bench = Bench::new(embedded());
    let bench = &bench;
    let found: Vec<String> = scope(|scope| {
        let threads: Vec<_> = bench
            .course
            .exercises
            .iter()
            .map(|exercise| {
                let work = move || defects(bench, exercise);
                Builder::new().name(exercise.name.clone()).spawn_scoped(scope, work).unwrap()
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// All that is wrong with the catalogue of one function.
fn defects(bench: &Bench, exercise: &Exercise) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen: Vec<(String, Signature)> = Vec::new();
    let expected: Vec<Vec<Expected>> =
        exercise.cases.iter().map(|case| exercise.expected(case).unwrap()).collect();
    for mistake in catalogue(exercise) {
        let (outcomes, signature) = graded(bench, exercise, &mistake);
        let place = format!("{}/{}", exercise.name, mistake.id);
        found.extend(outcomes.iter().filter_map(|outcome| unfit(exercise, outcome, &place)));
        found.extend(seen.iter().filter(|(_, other)| alike(&signature, other, &expected)).map(
            |(other, _)| format!("{place} and {other} give the same in every case: drop one, or add a case"),
        ));
        seen.push((mistake.id, signature));
    }
    found
}

/// Grades the solutions with one file replaced: its own function, and those that a mistake in it could mislead.
fn graded(bench: &Bench, exercise: &Exercise, mistake: &Mistake) -> (Vec<ExerciseOutcome>, Signature) {
    let needy = |other: &&Exercise| {
        other.name == exercise.name
            || bench.course.all_needs(&other.name).iter().any(|need| need.name == exercise.name)
    };
    let exercises = bench.course.exercises.iter().filter(needy).map(|other| other.name.clone()).collect();
    let request = Request { exercises, ..Request::default() };
    let submission = bench.solved().with(&exercise.name, &mistake.text);
    let mut answers = Vec::new();
    let mut collect = |event| {
        if let GradeEvent::CaseJudged { exercise: judged, actual, .. } = event
            && judged == exercise.name
        {
            answers.push(actual);
        }
    };
    let outcome = bench.grader.grade(submission.path(), &request, &Cancel::default(), &mut collect).unwrap();
    (outcome.exercises, Signature(answers))
}

/// Why this outcome is not what a mistake should lead to: its own function fails when run, and all others pass.
fn unfit(exercise: &Exercise, outcome: &ExerciseOutcome, place: &str) -> Option<String> {
    let fit = if outcome.name == exercise.name {
        matches!(outcome.verdict, Verdict::WrongAnswer | Verdict::WrongShape | Verdict::Panicked)
            && outcome.cases.iter().any(|case| !case.outputs.is_empty())
    } else {
        outcome.verdict == Verdict::Passed
    };
    let first = outcome.diagnostics.first().map_or("", |diagnostic| diagnostic.message.as_str());
    (!fit).then(|| format!("{place} makes {} {}: {first}", outcome.name, outcome.verdict.words()))
}

/// Whether two mistakes answer the same cases, with the same shapes and, within the tolerance, the same numbers.
fn alike(one: &Signature, other: &Signature, expected: &[Vec<Expected>]) -> bool {
    let mut cases = one.0.iter().zip(&other.0).zip(expected);
    one.0.len() == other.0.len()
        && cases.all(|((one, other), expected)| {
            one.len() == other.len()
                && one.iter().zip(other).all(|((name, one), (_, other))| {
                    let tolerance = expected.iter().find(|output| output.name == *name).unwrap().tolerance;
                    match compare(one, other, tolerance) {
                        Comparison::Incomparable => false,
                        Comparison::Cells { mismatches, .. } => mismatches.is_empty(),
                    }
                })
        })
}

/// The mistakes of a function, by id.
fn catalogue(exercise: &Exercise) -> Vec<Mistake> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises").join(&exercise.name).join("mistakes");
    let mut mistakes: Vec<Mistake> = folder
        .read_dir()
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let id = path.file_name().unwrap().to_str().unwrap().strip_suffix(".rs").unwrap().to_owned();
            Mistake { id, text: std::fs::read_to_string(path).unwrap() }
        })
        .collect();
    mistakes.sort_by(|one, other| one.id.cmp(&other.id));
    mistakes
}

/// The paragraphs of a file's inner documentation, each on one line.
fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    lines.split(|line| line.is_empty()).map(|paragraph| paragraph.join(" ")).collect()
}
