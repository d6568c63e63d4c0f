//! The programs, with what each of them expects of itself.
//!
//! Each is a version of one function that answers right, unless it is stopped. Its first line tells its verdict and a
//! phrase that the learner is told; a second one may tell both for where the scan of its tokens is off.

use crate::bench::{Bench, hasty};
use std::path::{Path, PathBuf};
use tensorlings::grade::{ExerciseOutcome, Grader, Policy, Request, Verdict};
use tensorlings::sandbox::Cancel;

/// The function whose versions the programs are.
pub(crate) const FUNCTION: &str = "zero_pad";

/// A file of the corpus.
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) threat: String,
    pub(crate) expected: Expectation,
    pub(crate) without_scan: Expectation,
}

/// A verdict, and a part of what is told.
#[derive(Clone, Debug)]
pub(crate) struct Expectation {
    pub(crate) verdict: Verdict,
    pub(crate) phrase: String,
}

impl Expectation {
    fn read(line: &str) -> Self {
        let (name, phrase) = line.split_once(' ').unwrap_or((line, ""));
        let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.name() == name);
        let verdict = verdict.unwrap_or_else(|| panic!("`{name}` is a verdict"));
        Self { verdict, phrase: phrase.to_owned() }
    }

    /// What is not as expected of an outcome.
    pub(crate) fn surprise(&self, outcome: &ExerciseOutcome) -> Option<String> {
        let told = crate::bench::told(outcome);
        let rendered = outcome.diagnostics.iter().map(|diagnostic| diagnostic.rendered.as_str());
        let mut texts = told.iter().map(String::as_str).chain(rendered);
        let said = self.phrase.is_empty() || texts.any(|text| text.contains(&self.phrase));
        (outcome.verdict != self.verdict || !said).then(|| {
            let told: Vec<String> = told.iter().map(|text| text.chars().take(300).collect()).collect();
            format!("wanted {:?} {:?}, got {:?}, told {told:?}", self.verdict, self.phrase, outcome.verdict)
        })
    }
}

/// Where the programs lie.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile")
}

/// All programs, by name.
pub(crate) fn corpus() -> Vec<Program> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut programs: Vec<Program> = files
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| read(&path))
        .collect();
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}

/// One program.
pub(crate) fn program(name: &str) -> Program {
    read(&folder().join(name).with_extension("rs"))
}

fn read(path: &Path) -> Program {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    // One of them needs its own first line.
    let said = |head: &str| text.lines().take(4).find_map(|line| line.strip_prefix(head)).map(str::to_owned);
    let expected =
        Expectation::read(&said("// expect: ").unwrap_or_else(|| panic!("{name} expects nothing")));
    let without_scan =
        said("// without the scan: ").map_or(expected.clone(), |line| Expectation::read(&line));
    let threat = said("// threat: ").unwrap_or_else(|| panic!("{name} names no threat"));
    Program { name, text, threat, expected, without_scan }
}

/// A text, judged as a submission of its one function.
pub(crate) fn judge(bench: &Bench, grader: &Grader, text: &str, policy: Policy) -> ExerciseOutcome {
    let submission = bench.unstarted().with(FUNCTION, text);
    let request = Request { exercises: vec![FUNCTION.to_owned()], policy, ..Request::default() };
    let outcome = grader.grade(submission.path(), &request, &Cancel::default(), &mut |_| {}).unwrap();
    let [only] = <[ExerciseOutcome; 1]>::try_from(outcome.exercises).unwrap();
    assert_eq!(std::fs::read_to_string(submission.file(FUNCTION)).unwrap(), text, "the file is untouched");
    only
}

/// A text, judged by the grader as it is.
pub(crate) fn judged(text: &str, policy: Policy) -> ExerciseOutcome {
    judge(hasty(), &hasty().grader, text, policy)
}
