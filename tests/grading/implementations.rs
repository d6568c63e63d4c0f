//! Right implementations in any style pass in full; wrong ones fail, and cost only their own function.
//!
//! `implementations/right/<style>/<function>.rs` are whole submissions, and so are the course's own alternatives of
//! one name: `exercises/<function>/alternatives/<style>.rs`. `implementations/wrong/<function>.toml` are lists
//! of what to change in a right version to make it wrong.

use crate::bench::{Submission, bench, told, verdicts};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use tensorlings::course::Exercise;
use tensorlings::grade::Verdict;
use tensorlings::tensor::Tensor;

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/implementations").join(path)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

/// The styles of whole submissions.
pub(crate) fn styles() -> Vec<String> {
    let folders = entries(&folder("right"));
    let named = folders.iter().map(|style| style.file_name().unwrap().to_str().unwrap().to_owned());
    named.chain([LOOPS.to_owned()]).collect()
}

/// A function in one style.
fn text(style: &str, exercise: &Exercise) -> String {
    let own = exercise.alternatives.iter().find(|alternative| alternative.id == style);
    let file = || folder("right").join(style).join(&exercise.name).with_extension("rs");
    own.map_or_else(|| std::fs::read_to_string(file()).unwrap(), |alternative| alternative.source.clone())
}

/// A submission in one style throughout.
pub(crate) fn written_in(style: &str) -> Submission {
    bench().course.exercises.iter().fold(bench().unstarted(), |submission, exercise| {
        submission.with(&exercise.name, &text(style, exercise))
    })
}

#[test]
fn every_style_passes_in_full() {
    let styles = styles();
    assert!(styles.len() >= 4);
    for style in styles {
        let outcome = bench().grade(&written_in(&style));
        for exercise in &outcome.exercises {
            let told = told(exercise);
            assert_eq!(exercise.verdict, Verdict::Passed, "{style} {}: {told:?}", exercise.name);
        }
        assert_eq!((outcome.score(), outcome.bonus()), (outcome.max_score(), outcome.max_bonus()));
    }
}

#[test]
fn every_function_passes_alone() {
    for style in styles() {
        let submission = written_in(&style);
        for exercise in &bench().course.exercises {
            let only = bench().grade_only(&submission, &exercise.name);
            let told = told(&only);
            assert_eq!(only.verdict, Verdict::Passed, "{style} {}: {told:?}", exercise.name);
        }
    }
}

/// Wrong versions of one function.
#[derive(Deserialize)]
struct Collection {
    /// What they are changed from: a style, or the reference solution.
    #[serde(default = "loops")]
    base: String,
    wrong: Vec<Wrong>,
}

#[derive(Deserialize)]
struct Wrong {
    id: String,
    /// Whether it prints every published number of its function, digit by digit.
    prints_published: bool,
    /// Each first text, which occurs once, becomes the second.
    change: Vec<(String, String)>,
}

/// The style of the course's own alternatives.
const LOOPS: &str = "loops";

fn loops() -> String {
    LOOPS.to_owned()
}

impl Collection {
    fn of(exercise: &Exercise) -> Self {
        let file = folder("wrong").join(&exercise.name).with_extension("toml");
        toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
    }

    fn base(&self, exercise: &Exercise) -> String {
        match self.base.as_str() {
            "solution" => exercise.solution.clone(),
            style => text(style, exercise),
        }
    }
}

impl Wrong {
    fn changed(&self, base: &str) -> String {
        self.change.iter().fold(base.to_owned(), |text, (before, after)| {
            assert!(text.contains(before), "{}: the right version has no {before:?}", self.id);
            text.replace(before, after)
        })
    }

    /// What is surprising about its outcome.
    fn surprises(&self, exercise: &Exercise, base: &str) -> Vec<String> {
        let submission = bench().solved().with(&exercise.name, &self.changed(base));
        let (outcome, returned) = bench().grade_with_actual(&submission, &exercise.name);
        let mut surprises = Vec::new();
        for (name, verdict) in verdicts(&outcome) {
            let own = name == exercise.name;
            if own == (verdict == Verdict::Passed) {
                surprises.push(format!("{}: {name} is {verdict:?}", self.id));
            }
            if own && verdict == Verdict::CompileError {
                let told: Vec<_> = outcome.exercises.iter().map(told).collect();
                surprises.push(format!("{} does not compile: {told:?}", self.id));
            }
        }
        let prints = exercise.printouts.iter().all(|printout| {
            let id = format!("{}/{}", exercise.name, printout.case);
            let actual = returned.iter().find(|(case, _)| *case == id).map_or(&[][..], |(_, actual)| actual);
            let inputs = exercise.inputs(exercise.case(&printout.case).unwrap()).unwrap();
            let inputs = inputs.iter().map(|input| (input.name.as_str(), &input.tensor));
            let tensors: Vec<(&str, &Tensor)> =
                inputs.chain(actual.iter().map(|(name, tensor)| (name.as_str(), tensor))).collect();
            !actual.is_empty() && printout.render(&tensors) == printout.expected
        });
        if prints != self.prints_published {
            surprises.push(format!("{}: prints the published numbers is {prints}", self.id));
        }
        surprises
    }
}

fn no_wrong_version_passes(name: &str) {
    let exercise = bench().course.exercise(name).unwrap();
    let collection = Collection::of(exercise);
    let base = collection.base(exercise);
    let surprises: Vec<String> =
        collection.wrong.iter().flat_map(|wrong| wrong.surprises(exercise, &base)).collect();
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
}

#[test]
fn no_wrong_zero_pad_passes() {
    no_wrong_version_passes("zero_pad");
}

#[test]
fn no_wrong_conv_single_step_passes() {
    no_wrong_version_passes("conv_single_step");
}

#[test]
fn no_wrong_conv_forward_passes() {
    no_wrong_version_passes("conv_forward");
}

#[test]
fn no_wrong_pool_forward_passes() {
    no_wrong_version_passes("pool_forward");
}

#[test]
fn no_wrong_conv_backward_passes() {
    no_wrong_version_passes("conv_backward");
}

#[test]
fn no_wrong_create_mask_from_window_passes() {
    no_wrong_version_passes("create_mask_from_window");
}

#[test]
fn no_wrong_distribute_value_passes() {
    no_wrong_version_passes("distribute_value");
}

#[test]
fn no_wrong_pool_backward_passes() {
    no_wrong_version_passes("pool_backward");
}

#[test]
fn the_published_numbers_alone_would_accept_many_wrong_versions() {
    let collections = bench().course.exercises.iter().map(Collection::of);
    let wrong: Vec<Wrong> = collections.flat_map(|collection| collection.wrong).collect();
    assert!(wrong.iter().filter(|wrong| wrong.prints_published).count() >= 60);
}
