//! Where a course comes from: embedded in the binary, or a folder. Both are read through the same three methods.

use super::CourseError;
use include_dir::{Dir, include_dir};
use std::io::ErrorKind;
use std::path::PathBuf;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/exercises");

/// No file of a course comes near this; a larger one is a mistake and would only fill the memory.
const LARGEST_FILE: u64 = 64 << 20;

/// A course's files.
#[derive(Clone, Debug)]
pub enum CourseSource {
    /// The course that the binary carries.
    Embedded,
    /// A folder with a `course.toml`.
    Folder(PathBuf),
}

impl CourseSource {
    /// A file's bytes; `path` is relative to the course, with `/` between its parts.
    ///
    /// # Errors
    /// When the file is missing, unreadable or absurdly large.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, CourseError> {
        match self {
            Self::Embedded => EMBEDDED
                .get_file(path)
                .map(|file| file.contents().to_vec())
                .ok_or_else(|| CourseError::Missing { file: self.locate(path) }),
            Self::Folder(folder) => {
                let file = folder.join(path);
                let length = std::fs::metadata(&file).map(|metadata| metadata.len());
                if length.is_ok_and(|length| length > LARGEST_FILE) {
                    return Err(self.unreadable(path, "it is larger than 64 MiB"));
                }
                std::fs::read(&file).map_err(|error| match error.kind() {
                    ErrorKind::NotFound => CourseError::Missing { file: self.locate(path) },
                    _ => self.unreadable(path, &error.to_string()),
                })
            }
        }
    }

    /// A file's text.
    ///
    /// # Errors
    /// As for [`CourseSource::bytes`], and when the file is not UTF-8.
    pub fn text(&self, path: &str) -> Result<String, CourseError> {
        String::from_utf8(self.bytes(path)?).map_err(|_| self.unreadable(path, "it is not UTF-8 text"))
    }

    /// How a message names a file of the course.
    #[must_use]
    pub fn locate(&self, path: &str) -> String {
        match self {
            Self::Embedded => format!("exercises/{path}"),
            Self::Folder(folder) => folder.join(path).display().to_string(),
        }
    }

    fn unreadable(&self, path: &str, reason: &str) -> CourseError {
        CourseError::Unreadable { file: self.locate(path), reason: reason.to_owned() }
    }
}
