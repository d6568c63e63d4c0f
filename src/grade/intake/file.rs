//! One function's file: opened without following a link or waiting for a pipe, and read up to a limit.

use super::{Source, refuse};
use crate::course::Exercise;
use rustix::fs::{Mode, OFlags, open, openat};
use rustix::io::Errno;
use std::fs::File;
use std::io::{Error, Read};
use std::os::fd::OwnedFd;
use std::path::Path;

/// The most bytes of a source file.
pub(super) const LARGEST: u64 = 256 * 1024;

/// `NONBLOCK`, so that a pipe in place of a file does not wait for a writer.
pub(super) const FILE: OFlags =
    OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// The function's file of this name in an open folder.
///
/// # Errors
/// When this machine cannot read it.
pub(super) fn read_file(exercise: &Exercise, folder: &OwnedFd, name: &str) -> Result<Source, Error> {
    match opened(openat(folder, name, FILE, Mode::empty()))? {
        Some(Ok(file)) => read_opened(exercise, file),
        Some(Err(reason)) => Ok(refuse(exercise, &reason)),
        None => Ok(Source::Missing),
    }
}

/// A file, or why it is refused.
pub(super) fn open_file(path: &Path) -> Result<Result<File, String>, Error> {
    let file = opened(open(path, FILE, Mode::empty()))?.unwrap_or_else(|| Err("it is gone".to_owned()));
    Ok(file.and_then(|file| match file.metadata() {
        Ok(metadata) if metadata.is_file() => Ok(file),
        _ => Err("it is not a regular file".to_owned()),
    }))
}

/// What came of opening a file; `None` where there is none.
fn opened(result: rustix::io::Result<OwnedFd>) -> Result<Option<Result<File, String>>, Error> {
    match result {
        Ok(descriptor) => Ok(Some(Ok(File::from(descriptor)))),
        Err(Errno::NOENT) => Ok(None),
        Err(Errno::LOOP) => Ok(Some(Err("it is a link; put the file itself there".to_owned()))),
        Err(error) if machine(&error.into()) => Err(error.into()),
        Err(error) => Ok(Some(Err(format!("it cannot be read: {}", Error::from(error))))),
    }
}

pub(super) fn read_opened(exercise: &Exercise, file: File) -> Result<Source, Error> {
    match file.metadata() {
        Ok(metadata) if !metadata.is_file() => return Ok(refuse(exercise, "it is not a regular file")),
        Ok(metadata) if metadata.len() > LARGEST => return Ok(too_large(exercise)),
        Ok(_) => {}
        Err(error) => return Ok(refuse(exercise, &format!("it cannot be read: {error}"))),
    }
    let mut bytes = Vec::new();
    // One byte more than allowed: a file may grow after its length was asked for.
    match file.take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(length) if length as u64 > LARGEST => Ok(too_large(exercise)),
        Ok(_) => Ok(check(exercise, bytes)),
        Err(error) if machine(&error) => Err(error),
        Err(error) => Ok(refuse(exercise, &format!("it cannot be read: {error}"))),
    }
}

/// Whether a failure to read says something of this machine rather than of what is read.
pub(super) fn machine(error: &Error) -> bool {
    const ERRORS: [Errno; 6] =
        [Errno::MFILE, Errno::NFILE, Errno::IO, Errno::NOMEM, Errno::STALE, Errno::NOBUFS];
    Errno::from_io_error(error).is_some_and(|error| ERRORS.contains(&error))
}

pub(super) fn check(exercise: &Exercise, bytes: Vec<u8>) -> Source {
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

pub(super) fn too_large(exercise: &Exercise) -> Source {
    refuse(exercise, &format!("it is larger than {} KiB", LARGEST / 1024))
}
