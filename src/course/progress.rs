//! What a learner has reached, kept in the workspace's `.tensorlings/`.

/// The state of a workspace.
#[derive(Clone, Debug, Default)]
pub struct Progress;

/// One graded save.
#[derive(Clone, Debug)]
pub struct Attempt;

/// Progress that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ProgressError(pub String);
