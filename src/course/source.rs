//! Where a course comes from: embedded in the binary, or a folder.

/// A course's files.
#[derive(Clone, Debug)]
pub enum CourseSource {
    Embedded,
    Folder(std::path::PathBuf),
}
