//! `course.toml` and `exercise.toml`, read and checked.

/// A course that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CourseError(pub String);
