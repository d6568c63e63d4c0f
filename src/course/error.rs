//! What makes a course unusable.

/// A course that cannot be used. Each text is one sentence that names the file and, where there is one, the line.
#[derive(Debug, thiserror::Error)]
pub enum CourseError {
    /// The folder holds no `course.toml`.
    #[error("{folder} is not a course: it holds no `course.toml`")]
    NotACourse { folder: String },
    /// A file that belongs to the course is not there.
    #[error("{file} is missing: every exercise needs this file")]
    Missing { file: String },
    /// A file cannot be read, or is not text.
    #[error("cannot read {file}: {reason}")]
    Unreadable { file: String, reason: String },
    /// A manifest does not follow the format, or contradicts itself.
    #[error("{file}, line {line}: {message}")]
    Manifest { file: String, line: usize, message: String },
    /// A case's symbols lead to a tensor that cannot be.
    #[error("{file}, case `{case}`: {message}")]
    Case { file: String, case: String, message: String },
    /// A file of an exercise's catalogue of mistakes does not follow the format.
    #[error("{file}: {reason}")]
    Catalogue { file: String, reason: String },
    /// The stored tensors do not fit the manifest.
    #[error("{file}: {message}; run the course's `oracle.py --write` to store them anew")]
    Stored { file: String, message: String },
}
