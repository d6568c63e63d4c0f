//! What the workbench asks the outer world to do; `effects` does it.

use super::msg::{CaseKey, JobId};
use crate::course::Progress;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One request; its answer, if any, comes back as a `Msg`.
#[derive(Clone, Debug)]
pub(super) enum Effect {
    /// Make grading possible: toolchain, kit, sandbox.
    Prepare,
    /// Grade these exercises; replaces the grading run before.
    Grade { job: JobId, exercises: Vec<String>, hints_used: BTreeMap<String, usize> },
    /// Build the inputs and expected outputs of a case.
    LoadCase(CaseKey),
    /// Create the workspace.
    Create,
    /// Notice saves in the workspace from now on.
    Watch(PathBuf),
    /// Hand the terminal to the learner's editor; without a line, at the function.
    Edit { exercise: String, line: Option<usize> },
    /// Write the progress file.
    SaveProgress(Box<Progress>),
    /// Stop the process as Ctrl-Z does, until the shell continues it.
    Suspend,
}
