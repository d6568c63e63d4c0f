//! What executables have in common on all systems.

/// Bytes that take the place of others in a copy of a file, or come behind its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Bytes from the beginning of the file.
    pub offset: u64,
    /// What is to stand there.
    pub bytes: Vec<u8>,
}
