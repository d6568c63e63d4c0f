//! A small course to start from.

use include_dir::{Dir, include_dir};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

static SKELETON: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/skeleton");

/// The driver that recomputes stored outputs works for any course.
const SHARED: &[(&str, &str)] = &[
    ("oracle.py", include_str!("../../exercises/oracle.py")),
    ("requirements.txt", include_str!("../../exercises/requirements.txt")),
];

/// Why there is no new course.
#[derive(Debug, thiserror::Error)]
pub enum SkeletonError {
    /// A folder with an entry of any kind.
    #[error("{} holds something already; name a new folder for the course", .0.display())]
    NotEmpty(PathBuf),
    /// There is a file of that name.
    #[error("{} is a file; name a folder for the course", .0.display())]
    File(PathBuf),
    /// Files before this one are written already.
    #[error("cannot write {}: {reason}", file.display())]
    Unwritable {
        /// The file, or one of its folders.
        file: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
}

/// Writes a course of one function into a folder that is empty or not there yet; gives the number of files.
///
/// # Errors
/// When the folder holds something, or cannot be written to.
pub fn write_skeleton(folder: &Path) -> Result<usize, SkeletonError> {
    let entries = std::fs::read_dir(folder).map(Iterator::count);
    match entries {
        Ok(1..) => return Err(SkeletonError::NotEmpty(folder.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            return Err(SkeletonError::File(folder.to_owned()));
        }
        Ok(0) | Err(_) => {}
    }
    let mut files: Vec<(PathBuf, &[u8])> =
        SHARED.iter().map(|(name, text)| (PathBuf::from(name), text.as_bytes())).collect();
    collect(&SKELETON, &mut files);
    for (name, contents) in &files {
        let file = folder.join(name);
        let parent = file.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(&file, contents))
            .map_err(|reason| SkeletonError::Unwritable { file: file.clone(), reason })?;
    }
    Ok(files.len())
}

fn collect<'a>(folder: &'a Dir<'_>, files: &mut Vec<(PathBuf, &'a [u8])>) {
    files.extend(folder.files().map(|file| (file.path().to_owned(), file.contents())));
    for inner in folder.dirs() {
        collect(inner, files);
    }
}
