//! A course: its exercises, their cases, and the inputs and expected outputs of every case.
//!
//! A course is a folder of data and learner-side Rust. Nothing in `src/` knows an exercise by its name: what is
//! drawn and how follows from the roles that `exercise.toml` declares.

mod answers;
mod cases;
mod error;
mod exercise;
mod formula;
mod fresh;
mod generator;
mod hint;
mod inputs;
mod legacy;
mod load;
mod manifest;
mod mistakes;
mod printout;
mod progress;
mod resolve;
mod source;
mod step;
mod windows;

pub use cases::{Case, Completed, Expected, Input, Layout, Seed, Visibility};
pub use error::CourseError;
pub use exercise::{
    Alternative, Argument, Content, Draw, Drawn, Exercise, Origin, Output, Roles, Standing, Symbol,
    SymbolKind, Window,
};
pub use formula::{Formula, FormulaError};
pub use fresh::{CaseId, CaseIdError, Fresh, FreshCases, Scale};
pub use hint::{About, Clue, Hint, KINDS, NextHint, PLACES, TROUBLES};
pub use mistakes::{Catalogue, Fingerprint, Mistake, Signature, Stored, Symptom, Trace};
pub use printout::Printout;
pub use progress::{Attempt, Loaded, Progress, ProgressError, Record};
pub use source::CourseSource;
pub use step::{Family, StepRole, StepRoles};
pub use windows::planes;

use std::time::Duration;

/// A course, read and checked.
#[derive(Clone, Debug)]
pub struct Course {
    /// Letters, digits, `-` and `_`; stands in reports and in the ids of fresh cases.
    pub id: String,
    /// As the manifest spells it; progress and ids of another version are refused.
    pub version: String,
    /// For people; any text.
    pub title: String,
    /// Whether learners may look at solutions.
    pub solutions: SolutionPolicy,
    /// The same for all exercises.
    pub limits: Limits,
    /// In course order.
    pub exercises: Vec<Exercise>,
    /// `support.rs`: the shared types of the course.
    pub support: String,
    /// `calls.rs`: how each function is called with tensors from the wire.
    pub calls: String,
}

/// When a reference solution may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SolutionPolicy {
    /// After the learner's own version passes, or when asked for with `--anyway`.
    #[default]
    AfterPass,
    /// Neither before a pass nor after.
    Never,
}

/// What a submission may use up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// CPU time of one case.
    pub case_cpu: Duration,
    /// Elapsed time of one case.
    pub case_wall: Duration,
    /// Elapsed time of one compilation.
    pub compile: Duration,
    /// Elapsed time of all compilations of a submission, and again of all its cases.
    pub submission: Duration,
    /// Bytes of live heap memory.
    pub memory: u64,
    /// Bytes kept of each output stream of a case.
    pub output: usize,
}

impl Course {
    /// The exercise of this name.
    #[must_use]
    pub fn exercise(&self, name: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.name == name)
    }

    /// The course as learners may look at it: hidden cases are numbered, as in their outcomes, and tell nothing.
    #[must_use]
    pub fn as_learners_see_it(&self) -> Self {
        let mut seen = self.clone();
        for exercise in &mut seen.exercises {
            let hidden = exercise.cases.iter_mut().filter(|case| case.visibility == Visibility::Hidden);
            for (case, number) in hidden.zip(1..) {
                case.id = format!("hidden-{number}");
                "Nobody sees what it is.".clone_into(&mut case.about);
            }
        }
        seen
    }

    /// Every function that `name` needs, directly or through others, in course order.
    #[must_use]
    pub fn all_needs(&self, name: &str) -> Vec<&Exercise> {
        let mut found: Vec<&str> = Vec::new();
        let mut pending: Vec<&str> = vec![name];
        while let Some(next) = pending.pop() {
            for need in self.exercise(next).map_or(&[][..], |exercise| &exercise.needs) {
                if !found.contains(&need.as_str()) {
                    found.push(need);
                    pending.push(need);
                }
            }
        }
        self.exercises.iter().filter(|exercise| found.contains(&exercise.name.as_str())).collect()
    }
}
