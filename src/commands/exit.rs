//! Exit codes, and which failure has which.

use super::notice::one_line;
use crate::author::SkeletonError;
use crate::course::{CourseError, ProgressError};
use crate::grade::{GradeError, SubmissionError};
use crate::gradebook::GradebookError;
use crate::tui::TuiError;
use std::io::{Error, ErrorKind};
use std::process::ExitCode;

/// What the exit code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// 0: the answer is yes.
    Yes,
    /// 1: the answer is no.
    No,
    /// 2: wrong use or unusable input.
    Usage,
    /// 3: the tool or its set-up failed.
    Setup,
}

impl Exit {
    /// The answer to a question.
    pub(super) const fn answer(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Yes => 0,
            Exit::No => 1,
            Exit::Usage => 2,
            Exit::Setup => 3,
        })
    }
}

/// Characters of a sentence.
const LONGEST: usize = 600;

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) exit: Exit,
    pub(super) reason: anyhow::Error,
}

impl Failure {
    /// The answer is no, and this is why.
    pub(super) fn no(reason: impl Into<String>) -> Self {
        Self { exit: Exit::No, reason: anyhow::Error::msg(reason.into()) }
    }

    /// Wrong use or unusable input, in one sentence.
    pub(super) fn usage(reason: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, reason: anyhow::Error::msg(reason.into()) }
    }

    /// The tool or its set-up failed, in one sentence.
    pub(super) fn setup(reason: impl Into<String>) -> Self {
        Self { exit: Exit::Setup, reason: anyhow::Error::msg(reason.into()) }
    }

    /// A file or folder that the user named cannot be written. A full disk is no fault of that choice.
    pub(super) fn unwritable(error: &Error, reason: impl Into<String>) -> Self {
        Self { exit: exit_of(error), reason: anyhow::Error::msg(reason.into()) }
    }

    /// The reason as one line; of one that quotes a very long name, the beginning and the end.
    pub(super) fn sentence(&self) -> String {
        let line = one_line(self.reason.to_string().trim_end());
        let length = line.chars().count();
        if length <= LONGEST {
            return line;
        }
        let beginning: String = line.chars().take(LONGEST / 2).collect();
        let end: String = line.chars().skip(length - LONGEST / 2).collect();
        format!("{beginning} … {end}")
    }
}

fn exit_of(error: &Error) -> Exit {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Exit::Setup,
        _ => Exit::Usage,
    }
}

impl From<GradeError> for Failure {
    fn from(error: GradeError) -> Self {
        match error {
            GradeError::Submission(error) => error.into(),
            GradeError::Course(error) => error.into(),
            error => Self { exit: Exit::Setup, reason: error.into() },
        }
    }
}

impl From<SubmissionError> for Failure {
    fn from(error: SubmissionError) -> Self {
        Self { exit: Exit::Usage, reason: error.into() }
    }
}

impl From<GradebookError> for Failure {
    fn from(error: GradebookError) -> Self {
        let exit = match &error {
            GradebookError::Grade(_) => Exit::Setup,
            GradebookError::Unwritable { reason, .. } => exit_of(reason),
            _ => Exit::Usage,
        };
        Self { exit, reason: error.into() }
    }
}

impl From<CourseError> for Failure {
    fn from(error: CourseError) -> Self {
        Self { exit: Exit::Usage, reason: error.into() }
    }
}

impl From<SkeletonError> for Failure {
    fn from(error: SkeletonError) -> Self {
        let exit = match &error {
            SkeletonError::NotEmpty(_) | SkeletonError::File(_) => Exit::Usage,
            SkeletonError::Unwritable { reason, .. } => exit_of(reason),
        };
        Self { exit, reason: error.into() }
    }
}

impl From<ProgressError> for Failure {
    fn from(error: ProgressError) -> Self {
        let exit = match &error {
            ProgressError::OtherCourse { .. } | ProgressError::Newer { .. } => Exit::Usage,
            ProgressError::Unreadable { reason, .. }
            | ProgressError::Unwritable { reason, .. }
            | ProgressError::Stuck { reason, .. } => exit_of(reason),
        };
        Self { exit, reason: error.into() }
    }
}

impl From<TuiError> for Failure {
    fn from(error: TuiError) -> Self {
        let exit = match error {
            TuiError::NotATerminal => Exit::Usage,
            TuiError::Terminal(_) => Exit::Setup,
        };
        Self { exit, reason: error.into() }
    }
}

/// Failures of writing to standard output: a reader that has had enough is not a failure of ours.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::setup(format!("cannot write the output: {error}"))
    }
}
