//! Implementations that no text of the catalogue and no rule of the diagnosis was written for: how many of the wrong
//! ones are told something, how much of that is right, and that the right ones are told nothing.

use crate::bench::bench;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tensorlings::course::Exercise;
use tensorlings::grade::{Diagnosis, DiagnosisKind, ExerciseOutcome, Verdict};

/// What a wrong implementation was told, and what a reader of its first line thinks of it.
#[derive(Deserialize)]
struct Told {
    kind: DiagnosisKind,
    /// The mistake's id, or the beginning of the message.
    says: String,
    judged: Judged,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Judged {
    Right,
    Wrong,
}

/// By function and file; one that is absent is told nothing.
type Table = BTreeMap<String, BTreeMap<String, Told>>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/held_out")
}

/// The names and outcomes of a function's files.
fn outcomes(kind: &str, exercise: &Exercise) -> Vec<(String, ExerciseOutcome)> {
    let files = std::fs::read_dir(folder().join(kind).join(&exercise.name)).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let graded = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("// "), "{} does not say in its first line what is wrong", file.display());
        let submission = bench().solved().with(&exercise.name, &text);
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, bench().grade_only(&submission, &exercise.name))
    };
    files.into_iter().map(graded).collect()
}

fn is_told(told: &Told, diagnosis: &Diagnosis) -> bool {
    let says =
        diagnosis.mistake.as_ref().map_or(diagnosis.message.starts_with(&told.says), |id| *id == told.says);
    says && diagnosis.kind == told.kind
}

/// `name`, what was told and how it compares with the table, where that is not the same.
fn surprise(name: &str, outcome: &ExerciseOutcome, told: Option<&Told>) -> Option<String> {
    match (&outcome.diagnosis, told) {
        _ if outcome.verdict == Verdict::Passed => Some(format!("{name} passes")),
        (None, None) => None,
        (Some(diagnosis), Some(told)) if is_told(told, diagnosis) => None,
        (diagnosis, _) => Some(format!("{name}: judge this anew, {diagnosis:?}")),
    }
}

#[test]
fn of_the_wrong_ones_most_are_told_and_nearly_all_rightly() {
    needs_full_sandbox!();
    let table: Table = toml::from_str(&std::fs::read_to_string(folder().join("told.toml")).unwrap()).unwrap();
    let (mut all, mut surprises) = (0, String::new());
    for exercise in &bench().course.exercises {
        for (name, outcome) in outcomes("wrong", exercise) {
            all += 1;
            let told = table.get(&exercise.name).and_then(|told| told.get(&name));
            if let Some(surprise) = surprise(&name, &outcome, told) {
                writeln!(surprises, "{}/{surprise}", exercise.name).unwrap();
            }
        }
    }
    assert!(surprises.is_empty(), "{surprises}");
    let told: Vec<&Told> = table.values().flat_map(BTreeMap::values).collect();
    let right = told.iter().filter(|told| told.judged == Judged::Right).count();
    assert!(all >= 60 && told.len() * 100 >= all * 85, "{} of {all} are told something", told.len());
    assert!(right * 100 >= told.len() * 95, "{right} of {} are told what is right", told.len());
}

#[test]
fn the_right_ones_pass_and_are_told_nothing() {
    needs_full_sandbox!();
    let mut all = 0;
    for exercise in &bench().course.exercises {
        for (name, outcome) in outcomes("right", exercise) {
            all += 1;
            assert_eq!(outcome.verdict, Verdict::Passed, "{}/{name}", exercise.name);
            assert_eq!(outcome.diagnosis, None, "{}/{name}", exercise.name);
        }
    }
    assert!(all >= 12);
}
