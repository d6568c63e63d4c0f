//! Where a course comes from: embedded in the binary, or a folder. Both are read through the same three methods.

use super::CourseError;
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::LazyLock;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/exercises");

/// The embedded files by path. `Dir` looks through all of them, for each of hundreds.
static FILES: LazyLock<HashMap<&'static str, &'static [u8]>> = LazyLock::new(|| listed(&EMBEDDED).collect());

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
    pub fn bytes(&self, path: &str) -> Result<Cow<'static, [u8]>, CourseError> {
        match self {
            Self::Embedded => FILES
                .get(path)
                .map(|contents| Cow::Borrowed(*contents))
                .ok_or_else(|| CourseError::Missing { file: self.locate(path) }),
            Self::Folder(folder) => {
                let file = folder.join(path);
                let length = std::fs::metadata(&file).map(|metadata| metadata.len());
                if length.is_ok_and(|length| length > LARGEST_FILE) {
                    return Err(self.unreadable(path, "it is larger than 64 MiB"));
                }
                std::fs::read(&file).map(Cow::Owned).map_err(|error| match error.kind() {
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
        String::from_utf8(self.bytes(path)?.into_owned())
            .map_err(|_| self.unreadable(path, "it is not UTF-8 text"))
    }

    /// The stems of the Rust files in a folder, sorted; none where there is no such folder.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn rust_files(&self, path: &str) -> Result<Vec<String>, CourseError> {
        let names: Vec<PathBuf> = match self {
            Self::Embedded => {
                let inside = |file: &&str| file.strip_prefix(path)?.strip_prefix('/').map(str::to_owned);
                FILES
                    .keys()
                    .filter_map(inside)
                    .filter(|name| !name.contains('/'))
                    .map(PathBuf::from)
                    .collect()
            }
            Self::Folder(folder) => match std::fs::read_dir(folder.join(path)) {
                Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
                listed => listed
                    .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
                    .map_err(|error| self.unreadable(path, &error.to_string()))?,
            },
        };
        let rust = names.iter().filter(|name| name.extension().is_some_and(|extension| extension == "rs"));
        let mut stems: Vec<String> =
            rust.filter_map(|name| Some(name.file_stem()?.to_str()?.to_owned())).collect();
        stems.sort();
        Ok(stems)
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

fn listed(folder: &'static Dir<'static>) -> Box<dyn Iterator<Item = (&'static str, &'static [u8])>> {
    let files = folder.files().filter_map(|file| Some((file.path().to_str()?, file.contents())));
    Box::new(files.chain(folder.dirs().flat_map(listed)))
}
