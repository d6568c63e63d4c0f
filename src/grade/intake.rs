//! A submission's files, read without following links and with limits, before any tool sees them.

use super::scan::{Refusal, scan};
use super::{Diagnostic, Policy, Unfit, Verdict};
use crate::course::{Course, Exercise};
use rustix::fs::{Mode, OFlags, open, openat};
use rustix::io::Errno;
use std::fs::File;
use std::io::{Error, ErrorKind, Read};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

/// The most bytes of a source file.
const LARGEST: u64 = 256 * 1024;

/// Where a submission's files lie.
const SOURCES: &str = "src";

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
/// `NONBLOCK`, so that a pipe in place of a file does not wait for a writer.
const FILE: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

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
    #[error("{} cannot be read: {reason}", folder.display())]
    Unreadable { folder: PathBuf, reason: Error },
    #[error("{} is a file; give the folder that holds src/<function>.rs", .0.display())]
    File(PathBuf),
    #[error("{} holds no `src` folder; give a folder that holds src/<function>.rs", .0.display())]
    NoSources(PathBuf),
}

/// Whether a folder can be a submission, before anything is done for it.
///
/// # Errors
/// When it is not there, is no folder, or holds no `src`.
pub fn look_at(root: &Path) -> Result<(), SubmissionError> {
    let metadata = root.metadata().map_err(|reason| match reason.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => SubmissionError::Absent(root.to_owned()),
        _ => SubmissionError::Unreadable { folder: root.to_owned(), reason },
    })?;
    if !metadata.is_dir() {
        return Err(SubmissionError::File(root.to_owned()));
    }
    match root.join(SOURCES).symlink_metadata() {
        Ok(folder) if folder.is_dir() || folder.is_symlink() => Ok(()),
        _ => Err(SubmissionError::NoSources(root.to_owned())),
    }
}

impl Submission {
    /// Reads the files that the course asks for; nothing else in the folder is looked at.
    pub(super) fn read(course: &Course, root: &Path) -> Result<Self, SubmissionError> {
        look_at(root)?;
        let folder = root.join(SOURCES);
        // Its files are opened relative to it, so that it cannot become a link in between.
        let opened = if folder.is_symlink() {
            Err("`src` is a link; put the folder itself there".to_owned())
        } else {
            open(&folder, FOLDER, Mode::empty())
                .map_err(|error| format!("`src` cannot be read: {}", Error::from(error)))
        };
        let source = |exercise: &Exercise| match &opened {
            Ok(folder) => read(exercise, folder),
            Err(reason) => refuse(exercise, reason),
        };
        let sources = course.exercises.iter().map(|exercise| (exercise.name.clone(), source(exercise)));
        Ok(Self { sources: sources.collect() })
    }

    /// A submission of one function.
    pub(super) fn of(exercise: &Exercise, text: &str) -> Self {
        Self { sources: vec![(exercise.name.clone(), Source::Text(text.to_owned()))] }
    }

    /// Why a function's file is not compiled, where it is not.
    pub(super) fn unfit(&self, name: &str) -> Option<Unfit> {
        match self.source(name) {
            Source::Text(_) => None,
            Source::Missing => {
                Some(Unfit { verdict: Verdict::Missing, reason: "there is no file".to_owned() })
            }
            Source::Refused(reason) => {
                Some(Unfit { verdict: Verdict::CompileError, reason: reason.message.clone() })
            }
        }
    }

    /// The same submission without the files that the policy refuses.
    pub(super) fn under(mut self, policy: Policy, course: &Course) -> Self {
        for (name, source) in &mut self.sources {
            if let (Policy::Refuse, Source::Text(text), Some(exercise)) =
                (policy, &*source, course.exercise(name))
                && let Some(Refusal { reason, line, column }) = scan(text)
            {
                *source = Source::Refused(Diagnostic { line, column, ..refusal(exercise, &reason) });
            }
        }
        self
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

fn read(exercise: &Exercise, folder: &OwnedFd) -> Source {
    let file = match openat(folder, format!("{}.rs", exercise.name), FILE, Mode::empty()) {
        Ok(descriptor) => File::from(descriptor),
        Err(Errno::NOENT) => return Source::Missing,
        Err(Errno::LOOP) => return refuse(exercise, "it is a link; put the file itself there"),
        Err(error) => return refuse(exercise, &format!("it cannot be read: {}", Error::from(error))),
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
        Ok(text) => Source::Text(text),
        Err(_) => refuse(exercise, "it is not UTF-8 text; save it as UTF-8"),
    }
}

fn too_large(exercise: &Exercise) -> Source {
    refuse(exercise, &format!("it is larger than {} KiB", LARGEST / 1024))
}

fn refuse(exercise: &Exercise, reason: &str) -> Source {
    Source::Refused(refusal(exercise, reason))
}

fn refusal(exercise: &Exercise, reason: &str) -> Diagnostic {
    let file = exercise.file();
    let message = format!("{file} is not taken: {reason}");
    Diagnostic {
        level: "error".to_owned(),
        code: None,
        message,
        file,
        line: 0,
        column: 0,
        rendered: String::new(),
        explanation: None,
    }
}
