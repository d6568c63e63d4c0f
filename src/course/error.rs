//! What makes a course unusable.

/// A course that cannot be used. Each text is one sentence that names the file and, where there is one, the line.
#[derive(Debug, thiserror::Error)]
pub enum CourseError {
    /// The folder holds no `course.toml`.
    #[error("{folder} is not a course: it holds no `course.toml`")]
    NotACourse {
        /// As it was given.
        folder: String,
    },
    /// A file that belongs to the course is not there.
    #[error("{file} is missing: every exercise needs this file")]
    Missing {
        /// With its folder, as for every other error here.
        file: String,
    },
    /// A file cannot be read, or is not text.
    #[error("cannot read {file}: {reason}")]
    Unreadable {
        /// With its folder.
        file: String,
        /// What the system says, or that it is no text.
        reason: String,
    },
    /// A manifest does not follow the format, or contradicts itself.
    #[error("{file}, line {line}: {message}")]
    Manifest {
        /// With its folder.
        file: String,
        /// From 1.
        line: usize,
        /// What is wrong there, and what would be right.
        message: String,
    },
    /// A case's symbols lead to a tensor that cannot be.
    #[error("{file}, case `{case}`: {message}")]
    Case {
        /// The exercise's manifest.
        file: String,
        /// The case's id.
        case: String,
        /// Which tensor, and why it cannot be.
        message: String,
    },
    /// A file of an exercise's catalogue of mistakes does not follow the format.
    #[error("{file}: {reason}")]
    Catalogue {
        /// A mistake's source, or the archive.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The stored tensors do not fit the manifest.
    #[error("{file}: {message}; run the course's `oracle.py --write` to store them anew")]
    Stored {
        /// The archive.
        file: String,
        /// Which entry, and what is wrong with it.
        message: String,
    },
}
