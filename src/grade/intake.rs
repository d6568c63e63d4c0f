//! A submission's files, read without following links and with limits, before any tool sees them.

use super::Diagnostic;
use super::plan::words;
use crate::course::{Course, Exercise};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most bytes of a source file.
const LARGEST: u64 = 256 * 1024;

/// What a submission holds for one function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Text(String),
    Missing,
    /// There is something, but it is not taken, and why.
    Refused(Diagnostic),
}

/// The files of a submission, in course order.
#[derive(Clone, Debug)]
pub(super) struct Submission {
    sources: Vec<(String, Source)>,
}

/// A path that cannot be a submission.
#[derive(Debug, thiserror::Error)]
pub enum SubmissionError {
    #[error("{} does not exist; give a folder that holds src/<function>.rs", .0.display())]
    Absent(PathBuf),
    #[error("{} is a file; give the folder that holds src/<function>.rs", .0.display())]
    File(PathBuf),
    #[error("{} holds no `src` folder; give a folder that holds src/<function>.rs", .0.display())]
    NoSources(PathBuf),
}

impl Submission {
    /// Reads the files that the course asks for; nothing else in the folder is looked at.
    pub(super) fn read(course: &Course, root: &Path) -> Result<Self, SubmissionError> {
        let metadata = root.metadata().map_err(|_| SubmissionError::Absent(root.to_owned()))?;
        if !metadata.is_dir() {
            return Err(SubmissionError::File(root.to_owned()));
        }
        let folder = root.join("src");
        match folder.symlink_metadata() {
            Ok(folder) if folder.is_dir() => {}
            Ok(folder) if folder.is_symlink() => {
                let refused =
                    |exercise: &Exercise| refuse(exercise, "`src` is a link; put the folder itself there");
                let sources = course.exercises.iter().map(|e| (e.name.clone(), refused(e))).collect();
                return Ok(Self { sources });
            }
            _ => return Err(SubmissionError::NoSources(root.to_owned())),
        }
        let read = |exercise: &Exercise| (exercise.name.clone(), read(exercise, &root.join(exercise.file())));
        Ok(Self { sources: course.exercises.iter().map(read).collect() })
    }

    /// What there is for a function.
    pub(super) fn source(&self, name: &str) -> &Source {
        self.sources.iter().find(|(other, _)| other == name).map_or(&Source::Missing, |(_, source)| source)
    }

    /// The text of a function's file, where it is taken.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.source(name) {
            Source::Text(text) => Some(text),
            Source::Missing | Source::Refused(_) => None,
        }
    }
}

/// `NONBLOCK`, so that a pipe in place of a file does not wait for a writer.
fn read(exercise: &Exercise, path: &Path) -> Source {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match open(path, flags, Mode::empty()) {
        Ok(descriptor) => File::from(descriptor),
        Err(Errno::NOENT) => return Source::Missing,
        Err(Errno::LOOP) => return refuse(exercise, "it is a link; put the file itself there"),
        Err(error) => {
            return refuse(exercise, &format!("it cannot be read: {}", std::io::Error::from(error)));
        }
    };
    match file.metadata() {
        Ok(metadata) if !metadata.is_file() => return refuse(exercise, "it is not a regular file"),
        Ok(metadata) if metadata.len() > LARGEST => return too_large(exercise),
        Ok(_) => {}
        Err(error) => return refuse(exercise, &format!("it cannot be read: {error}")),
    }
    let mut bytes = Vec::new();
    // One byte more than allowed: a file may grow after its length was asked for.
    match file.take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(length) if length as u64 > LARGEST => too_large(exercise),
        Ok(_) => check(exercise, bytes),
        Err(error) => refuse(exercise, &format!("it cannot be read: {error}")),
    }
}

fn check(exercise: &Exercise, bytes: Vec<u8>) -> Source {
    if bytes.contains(&0) {
        return refuse(exercise, "it holds a NUL byte; save it as plain UTF-8 text");
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => {
            refuse(exercise, &format!("it is empty; it needs `{}`", exercise.signature))
        }
        Ok(text) => match text.lines().position(mentions_lint) {
            Some(position) => refuse_line(exercise, position + 1, "no file may set the lint `unsafe_code`"),
            None => Source::Text(text),
        },
        Err(_) => refuse(exercise, "it is not UTF-8 text; save it as UTF-8"),
    }
}

/// Whether a line names the lint that the compiler denies `unsafe` with. It cannot be forbidden for good, because
/// macros of ndarray allow it; but without its name, nobody else can.
fn mentions_lint(line: &str) -> bool {
    words(line).any(|word| word == "unsafe_code")
}

fn too_large(exercise: &Exercise) -> Source {
    refuse(exercise, &format!("it is larger than {} KiB", LARGEST / 1024))
}

fn refuse(exercise: &Exercise, reason: &str) -> Source {
    refuse_line(exercise, 0, reason)
}

/// `line` counts from 1; 0 where the whole file is meant.
fn refuse_line(exercise: &Exercise, line: usize, reason: &str) -> Source {
    let file = exercise.file();
    let message = format!("{file} is not taken: {reason}");
    Source::Refused(Diagnostic {
        level: "error".to_owned(),
        code: None,
        message,
        file,
        line,
        column: usize::from(line > 0),
        rendered: String::new(),
    })
}
