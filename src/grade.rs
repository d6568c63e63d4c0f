//! From a learner's files to verdicts: intake, build, run, compare, blame. Emits events and prints nothing.

mod c_runtime;
mod clean;
mod compile;
mod diagnosis;
mod diagnostics;
mod error;
mod event;
mod forbidden;
mod fuzz;
mod grader;
mod gradient;
mod groundwork;
mod health;
mod intake;
mod judge;
mod judgement;
mod kit;
#[cfg(fuzzing)]
pub mod open_to_fuzzing;
mod outcome;
mod panic;
mod plan;
mod probe;
mod remember;
mod run;
mod scan;
mod solutions;
mod store;
mod terms;
mod toolchain;
mod verdict;
mod wire;
mod wording;

pub use clean::clean;
pub use diagnosis::matching_mistakes;
pub use error::GradeError;
pub use event::GradeEvent;
pub use fuzz::{Fuzzer, Search, Trial};
pub use grader::Grader;
pub use gradient::{CheckedGradient, GradientCheck, NoGradient};
pub use groundwork::Groundwork;
pub use health::{Finding, Health};
pub use intake::{Decorated, Submission, SubmissionError, Upload, is_skipped, look_at};
pub use outcome::{
    CaseOutcome, Cause, CourseId, Diagnosis, DiagnosisKind, Diagnostic, ExerciseOutcome, HiddenCases,
    Outcome, OutputOutcome,
};
pub use panic::panic_text;
pub use probe::{Passes, Probe, Unfit};
pub use remember::{attempt, clue};
pub use solutions::{Answered, Solutions};
pub use terms::{Contribution, Measured, Unmeasured};
pub use toolchain::{Toolchain, ToolchainSearch};
pub use verdict::{Points, Verdict};

use crate::sandbox::Level;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What the grader needs to know of its surroundings.
#[derive(Clone, Debug)]
pub struct Setup {
    /// This tool's own executable, which starts every confined program.
    pub launcher: PathBuf,
    /// The folder that holds the kits: `$XDG_CACHE_HOME/tensorlings`.
    pub cache: PathBuf,
    /// Where to look for the compiler.
    pub toolchain: ToolchainSearch,
    /// In a weaker sandbox nothing is run.
    pub least_level: Level,
}

/// How far the preparation of the kit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KitProgress {
    /// Another process builds the kit.
    Waiting,
    /// A step of the build begins.
    Building {
        /// In words, for people.
        step: &'static str,
        /// Steps that are behind it.
        done: usize,
        /// Steps in all.
        total: usize,
    },
    /// The kit is there.
    Ready,
}

/// Whether a file may hold what no exercise needs: `unsafe`, assembly, attributes that reach the linker, ….
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// No submission of an honest learner holds any of it.
    #[default]
    Refuse,
    /// The sandbox alone decides.
    Allow,
}

/// What to grade.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Names; all exercises where empty.
    pub exercises: Vec<String>,
    /// How many hints the learner has seen, by exercise.
    pub hints_used: BTreeMap<String, usize>,
    /// For every file of the submission.
    pub policy: Policy,
}
