//! What grading found, as facts that serialise; every report and the workbench read these.

use super::{Points, Verdict};
use crate::course::Visibility;
use crate::sandbox::Level;
use crate::tensor::Mismatch;
use serde::{Deserialize, Serialize};

/// The outcome of a whole submission.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outcome {
    pub course: CourseId,
    pub sandbox: Level,
    /// All exercises, in course order.
    pub exercises: Vec<ExerciseOutcome>,
}

/// Which course, in which version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseId {
    pub id: String,
    pub version: String,
}

/// The outcome of one exercise.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExerciseOutcome {
    pub name: String,
    /// Whether it counts toward the score, rather than as bonus.
    pub graded: bool,
    pub verdict: Verdict,
    pub score: Points,
    pub max_score: Points,
    pub cases: Vec<CaseOutcome>,
    pub diagnosis: Option<Diagnosis>,
    pub cause: Option<Cause>,
    pub hints_used: usize,
    pub diagnostics: Vec<Diagnostic>,
}

/// The outcome of one case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CaseOutcome {
    /// `exercise/case`.
    pub id: String,
    pub verdict: Verdict,
    pub visibility: Visibility,
    /// Elapsed time of the call, in milliseconds.
    pub millis: f64,
    pub outputs: Vec<OutputOutcome>,
    /// The panic's text, what was blocked, …; a second line explains a usual panic. What shape is expected and why.
    pub message: Option<String>,
    pub stdout: String,
    pub stderr: String,
    pub output_truncated: bool,
}

/// The outcome of one output tensor of a case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OutputOutcome {
    pub name: String,
    pub verdict: Verdict,
    pub expected_shape: Vec<usize>,
    /// `None` where the function gave no such output.
    pub actual_shape: Option<Vec<usize>>,
    /// `None` where the shapes differ.
    pub mismatched: Option<usize>,
    pub total: Option<usize>,
    pub max_abs_error: Option<f64>,
    pub max_rel_error: Option<f64>,
    /// Worst first.
    pub mismatches: Vec<Mismatch>,
    pub mismatches_truncated: bool,
}

/// What the mistake looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    pub kind: DiagnosisKind,
    /// The id of a catalogued mistake.
    pub mistake: Option<String>,
    pub message: String,
    pub certain: bool,
}

impl Diagnosis {
    /// What introduces the message, for people.
    #[must_use]
    pub const fn lead(&self) -> &'static str {
        match (self.kind, self.certain) {
            (DiagnosisKind::Mistake, _) => "Recognised:",
            (_, false) => "Perhaps a clue:",
            (DiagnosisKind::Relation | DiagnosisKind::Term, true) => "The pattern:",
            (DiagnosisKind::Condition, true) => "The condition:",
        }
    }
}

/// How a diagnosis was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiagnosisKind {
    Mistake,
    Relation,
    Condition,
    Term,
}

impl DiagnosisKind {
    /// As reports and progress name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mistake => "mistake",
            Self::Relation => "relation",
            Self::Condition => "condition",
            Self::Term => "term",
        }
    }
}

/// The function that made this one fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    pub exercise: String,
    pub message: String,
}

/// A message of the compiler, or the reason why a file was refused before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// `error`, `warning` ….
    pub level: String,
    /// `E0308` ….
    pub code: Option<String>,
    pub message: String,
    /// Relative to the submission: `src/NAME.rs`.
    pub file: String,
    /// From 1; 0 where there is no place.
    pub line: usize,
    /// In characters, from 1; 0 where there is no place.
    pub column: usize,
    /// The compiler's own rendering, without colour and neutralised. Not part of the JSON report.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rendered: String,
    /// What a usual error means, in plain words. Not part of the JSON report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

impl Diagnostic {
    /// Whether both say the same of the same place.
    pub(super) fn is_about_the_same_as(&self, other: &Self) -> bool {
        (self.line, self.column, &self.message) == (other.line, other.column, &other.message)
    }
}

impl CaseOutcome {
    /// Leaves nothing but the verdict, under the name of the `number`th hidden case.
    pub fn withhold(&mut self, number: usize) {
        let exercise = self.id.split_once('/').map_or(self.id.as_str(), |(exercise, _)| exercise);
        *self = Self {
            id: format!("{exercise}/hidden-{number}"),
            verdict: self.verdict,
            visibility: Visibility::Hidden,
            millis: 0.0,
            outputs: Vec::new(),
            message: None,
            stdout: String::new(),
            stderr: String::new(),
            output_truncated: false,
        };
    }

    /// Forgets what it printed: prints of a program that holds references are nobody's to see.
    pub(super) fn discard_prints(&mut self) {
        self.stdout.clear();
        self.stderr.clear();
        self.output_truncated = false;
    }

    /// Whether its details may be seen.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        self.visibility == Visibility::Visible
    }
}

/// How many of an exercise's hidden cases passed: all that is told of them together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HiddenCases {
    pub passed: usize,
    pub all: usize,
}

impl std::fmt::Display for HiddenCases {
    /// `hidden: 3 of 5`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "hidden: {} of {}", self.passed, self.all)
    }
}

impl ExerciseOutcome {
    /// The count of the hidden cases; `None` where there are none.
    #[must_use]
    pub fn hidden(&self) -> Option<HiddenCases> {
        let hidden = || self.cases.iter().filter(|case| !case.is_visible());
        let passed = hidden().filter(|case| case.verdict == Verdict::Passed).count();
        Some(HiddenCases { passed, all: hidden().count() }).filter(|count| count.all > 0)
    }

    /// Takes away all that could tell what a hidden case was: its details, and a diagnosis that no visible case
    /// bears out.
    pub fn withhold_hidden(&mut self) {
        let hidden = self.cases.iter_mut().filter(|case| !case.is_visible());
        let count = hidden.zip(1..).map(|(case, number)| case.withhold(number)).count();
        let is_seen = self.cases.iter().any(|case| case.is_visible() && case.verdict != Verdict::Passed);
        if count > 0 && !is_seen {
            self.diagnosis = None;
        }
    }
}

impl Outcome {
    /// The points of the graded exercises.
    #[must_use]
    pub fn score(&self) -> Points {
        self.sum(true, |exercise| exercise.score)
    }

    /// The most points that the graded exercises can give.
    #[must_use]
    pub fn max_score(&self) -> Points {
        self.sum(true, |exercise| exercise.max_score)
    }

    /// The points of the optional exercises.
    #[must_use]
    pub fn bonus(&self) -> Points {
        self.sum(false, |exercise| exercise.score)
    }

    /// The most points that the optional exercises can give.
    #[must_use]
    pub fn max_bonus(&self) -> Points {
        self.sum(false, |exercise| exercise.max_score)
    }

    /// Whether every graded exercise passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.exercises
            .iter()
            .filter(|exercise| exercise.graded)
            .all(|exercise| exercise.verdict == Verdict::Passed)
    }

    fn sum(&self, graded: bool, points: impl Fn(&ExerciseOutcome) -> Points) -> Points {
        self.exercises.iter().filter(|exercise| exercise.graded == graded).map(points).sum()
    }
}
