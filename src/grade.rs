//! From a learner's files to verdicts: intake, build, run, compare, blame. Emits events and prints nothing.

mod event;
mod outcome;
mod verdict;

pub use event::GradeEvent;
pub use outcome::{
    CaseOutcome, Cause, Diagnosis, DiagnosisKind, Diagnostic, ExerciseOutcome, Outcome, OutputOutcome,
};
pub use verdict::{Points, Verdict};
pub use outcome::CourseId;

use crate::course::Course;
use crate::sandbox::{Cancel, Level};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Grades submissions of one course with one toolchain.
#[derive(Debug)]
pub struct Grader {
    course: Arc<Course>,
    level: Level,
}

/// What the grader needs to know of its surroundings.
#[derive(Clone, Debug)]
pub struct Setup {
    /// This tool's own executable, which starts every confined program.
    pub launcher: PathBuf,
    /// The folder that holds the kits: `$XDG_CACHE_HOME/tensorlings`.
    pub cache: PathBuf,
}

/// How far the preparation of the kit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KitProgress {
    /// Another process builds the kit.
    Waiting,
    /// A step of the build begins.
    Building { step: &'static str, done: usize, total: usize },
    /// The kit is there.
    Ready,
}

/// What to grade.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Names; all exercises where empty.
    pub exercises: Vec<String>,
    /// How many hints the learner has seen, by exercise.
    pub hints_used: BTreeMap<String, usize>,
}

/// The tool or its set-up failed; a learner's failure is never one of these.
#[derive(Debug, thiserror::Error)]
pub enum GradeError {
    #[error("cancelled")]
    Cancelled,
}

impl Grader {
    /// Finds the toolchain, builds or opens the kit, and finds the level of the sandbox by a canary.
    ///
    /// # Errors
    /// When there is no usable toolchain, or the kit cannot be built.
    pub fn prepare(
        course: Arc<Course>,
        _setup: &Setup,
        _progress: &mut dyn FnMut(KitProgress),
    ) -> Result<Self, GradeError> {
        Ok(Self { course, level: Level::None })
    }

    /// The level of confinement in force.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.level
    }

    /// Grades the folder of a submission: anything that holds `src/<function>.rs`.
    ///
    /// # Errors
    /// When the tool fails or `cancel` is asked for; never because of what the submission does.
    pub fn grade(
        &self,
        _submission: &Path,
        _request: &Request,
        _cancel: &Cancel,
        _emit: &mut dyn FnMut(GradeEvent),
    ) -> Result<Outcome, GradeError> {
        let _ = &self.course;
        Err(GradeError::Cancelled)
    }
}
