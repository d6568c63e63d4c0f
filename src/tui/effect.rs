//! What the workbench asks the outer world to do; `effects` does it.

use super::draft::After;
use super::msg::{CaseKey, JobId, Ticket};
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
    /// Measure what the learner's function adds up in a case; replaces the measurement before.
    Measure(Ticket),
    /// Nobody looks at what is being measured.
    StopMeasuring,
    /// Create the workspace.
    Create,
    /// Notice saves in the workspace from now on.
    Watch(PathBuf),
    /// Hand the terminal to the learner's editor; without a line, at the function.
    Edit { exercise: String, line: Option<usize> },
    /// Read a function's file, to compare it with the solution.
    ReadSource { exercise: usize },
    /// Read a function's file for the built-in editor, which opens at this line, or where the work is.
    OpenDraft { exercise: usize, line: Option<usize> },
    /// Read the file under the built-in editor again: somebody wrote it.
    ReadDraft { exercise: usize },
    /// Write a text over the file of a function, if the file still holds the text `over`.
    WriteDraft { exercise: usize, text: String, over: String, after: After },
    /// Keep a function's unsaved text where the next session finds it; without a text, forget what was kept.
    KeepDraft { exercise: usize, unsaved: Option<String> },
    /// Write the progress file.
    SaveProgress(Box<Progress>),
    /// Stop the process as Ctrl-Z does, until the shell continues it.
    Suspend,
}
