//! What grading found, as facts that serialise; every report and the workbench read these.

mod reasons;

pub use reasons::{Cause, Diagnosis, DiagnosisKind, Diagnostic};

use super::{Points, Verdict};
use crate::course::{Standing, Visibility};
use crate::sandbox::Level;
use crate::tensor::{Mismatch, Scalar, scalar_text, shape_text};
use serde::{Deserialize, Serialize};

/// The outcome of a whole submission.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// What was graded against.
    pub course: CourseId,
    /// What confinement the verdicts were reached under.
    pub sandbox: Level,
    /// All exercises, in course order.
    pub exercises: Vec<ExerciseOutcome>,
}

/// Which course, in which version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseId {
    /// As in `course.toml`.
    pub id: String,
    /// As in `course.toml`.
    pub version: String,
}

/// The outcome of one exercise.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExerciseOutcome {
    /// Of the function.
    pub name: String,
    /// Whether it counts toward the score, rather than as bonus.
    pub graded: bool,
    /// The first, from worst to best, that any case has; of an exercise without cases its own.
    pub verdict: Verdict,
    /// Of the cases passed; 0 where it is blocked.
    pub score: Points,
    /// What it is worth.
    pub max_score: Points,
    /// In the manifest's order; empty where nothing was run.
    pub cases: Vec<CaseOutcome>,
    /// What the mistake looks like, where it looks like anything.
    pub diagnosis: Option<Diagnosis>,
    /// The learner's function to blame, where this one passes with the reference of it.
    pub cause: Option<Cause>,
    /// As the request says; grading itself gives no hints.
    pub hints_used: usize,
    /// Why it was refused or did not compile; empty where it was run.
    pub diagnostics: Vec<Diagnostic>,
}

/// The outcome of one case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CaseOutcome {
    /// `exercise/case`.
    pub id: String,
    /// The first, from worst to best, that any output has; of a case without outputs its own.
    pub verdict: Verdict,
    /// Of a hidden case nothing but the verdict is kept in the end.
    pub visibility: Visibility,
    /// Elapsed time of the call, in milliseconds.
    pub millis: f64,
    /// In the manifest's order; empty where the function returned nothing.
    pub outputs: Vec<OutputOutcome>,
    /// The panic's text, what was blocked, …; a second line explains a usual panic. What shape is expected and why.
    pub message: Option<String>,
    /// What the function printed, neutralised; head and tail where there was too much.
    pub stdout: String,
    /// What it printed to standard error, in the same way.
    pub stderr: String,
    /// Whether the middle of either is left out.
    pub output_truncated: bool,
}

/// The outcome of one output tensor of a case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OutputOutcome {
    /// As the manifest has it, `[t]` filled in: `Z`, `cache.a_prev`.
    pub name: String,
    /// Passed, wrong shape or wrong answer.
    pub verdict: Verdict,
    /// Empty for a scalar.
    pub expected_shape: Vec<usize>,
    /// `None` where the function gave no such output.
    pub actual_shape: Option<Vec<usize>>,
    /// `None` where the shapes differ.
    pub mismatched: Option<usize>,
    /// The number of cells; `None` where the shapes differ.
    pub total: Option<usize>,
    /// Largest `|actual − expected|`, may be infinite; `None` for booleans, or where the shapes differ.
    pub max_abs_error: Option<f64>,
    /// Largest `|actual − expected| / |expected|`; cells expected to be 0 are left out.
    pub max_rel_error: Option<f64>,
    /// Worst first.
    pub mismatches: Vec<Mismatch>,
    /// Whether there are more wrong cells than `mismatches` holds.
    pub mismatches_truncated: bool,
}

impl OutputOutcome {
    /// `12 of 48 cells differ`, or what is wrong with the shape.
    #[must_use]
    pub fn difference(&self) -> String {
        match (&self.actual_shape, self.mismatched, self.total) {
            (None, ..) => "was not returned".to_owned(),
            (_, Some(1), Some(1)) => "differs".to_owned(),
            (_, Some(1), Some(total)) => format!("1 of {total} cells differs"),
            (_, Some(wrong), Some(total)) => format!("{wrong} of {total} cells differ"),
            (Some(actual), ..) if *actual == self.expected_shape => "has another element type".to_owned(),
            (Some(actual), ..) => format!("yours has the shape {}", shape_text(actual)),
        }
    }

    /// `largest error 0.0123` and `relative 3.1e-05`, each where there is such a finite number.
    pub fn errors(&self) -> impl Iterator<Item = String> {
        let errors = [("largest error", self.max_abs_error), ("relative", self.max_rel_error)];
        let errors = errors.into_iter().filter_map(|(name, error)| Some((name, error?)));
        let told = errors.filter(|(_, error)| error.is_finite() && *error > 0.0);
        told.map(|(name, error)| format!("{name} {}", scalar_text(Scalar::F64(error), 3)))
    }
}

impl CaseOutcome {
    /// The case's id without the exercise's name.
    #[must_use]
    pub fn short_id(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(_, id)| id)
    }

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
    /// At most [`all`](Self::all).
    pub passed: usize,
    /// At least 1.
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
        self.sum(Standing::Graded, |exercise| exercise.score)
    }

    /// The most points that the graded exercises can give.
    #[must_use]
    pub fn max_score(&self) -> Points {
        self.sum(Standing::Graded, |exercise| exercise.max_score)
    }

    /// The points of the optional exercises.
    #[must_use]
    pub fn bonus(&self) -> Points {
        self.sum(Standing::Optional, |exercise| exercise.score)
    }

    /// The most points that the optional exercises can give.
    #[must_use]
    pub fn max_bonus(&self) -> Points {
        self.sum(Standing::Optional, |exercise| exercise.max_score)
    }

    /// Whether every graded exercise passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.exercises
            .iter()
            .filter(|exercise| exercise.graded)
            .all(|exercise| exercise.verdict == Verdict::Passed)
    }

    fn sum(&self, standing: Standing, points: impl Fn(&ExerciseOutcome) -> Points) -> Points {
        let graded = standing == Standing::Graded;
        self.exercises.iter().filter(|exercise| exercise.graded == graded).map(points).sum()
    }
}
