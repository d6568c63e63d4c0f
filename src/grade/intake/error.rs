//! Paths that cannot be submissions.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// A path that cannot be a submission.
#[derive(Debug, thiserror::Error)]
pub enum SubmissionError {
    /// Nothing is there, not even a broken link.
    #[error("{} does not exist; give a folder that holds src/<function>.rs", .0.display())]
    Absent(PathBuf),
    /// It is there, but this machine does not give it.
    #[error("{} cannot be read: {reason}", folder.display())]
    Unreadable {
        /// The submission, or what of it could not be read.
        folder: PathBuf,
        /// What the system says.
        reason: Error,
    },
    /// A file where only a folder will do.
    #[error("{} is a file; give the folder that holds src/<function>.rs", .0.display())]
    File(PathBuf),
    /// A file that is no archive and is not named after a function.
    #[error(
        "{} is no submission; give a folder that holds src/<function>.rs, a .zip or .tar.gz of one, or a <function>.rs",
        .0.display()
    )]
    Unknown(PathBuf),
    /// A folder without `src`, and, where one may look further, without any function's file.
    #[error("{} holds no `src` folder; give a folder that holds src/<function>.rs", .0.display())]
    NoSources(PathBuf),
}

impl SubmissionError {
    /// The failure to look at `path`.
    pub(super) fn of(path: &Path, reason: Error) -> Self {
        match reason.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Absent(path.to_owned()),
            _ => Self::Unreadable { folder: path.to_owned(), reason },
        }
    }
}
