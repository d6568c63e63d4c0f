//! Submissions in folders: walked without following links, relative to open folders.

use super::FOLDER;
use super::archive::{self, Packing};
use super::file::{FILE, machine, read_file};
use super::find::{Entry, Findings};
use super::names::{is_skipped, quoted};
use rustix::fs::{Dir, FileType, Mode, openat};
use std::fs::File;
use std::io::Error;
use std::os::fd::{AsFd, OwnedFd};

/// The deepest folder that is looked into.
const DEEPEST: usize = 32;

/// What a folder holds: function files, or archives of them.
pub(super) struct Walk<'a> {
    pub(super) findings: Findings<'a>,
    archives: Vec<(String, Packing, File)>,
}

/// Why a folder is not taken.
pub(super) enum Stop {
    /// Because of what the submission is.
    Refused(String),
    /// Because this machine fails.
    Machine(Error),
}

impl From<String> for Stop {
    fn from(reason: String) -> Self {
        Self::Refused(reason)
    }
}

impl<'a> Walk<'a> {
    pub(super) const fn new(findings: Findings<'a>) -> Self {
        Self { findings, archives: Vec::new() }
    }

    /// Looks through a folder and those in it.
    pub(super) fn folder(&mut self, folder: &OwnedFd, path: &mut Vec<String>) -> Result<(), Stop> {
        if path.len() > DEEPEST {
            return Err(Stop::Refused(format!("its folders are more than {DEEPEST} deep")));
        }
        for (name, kind) in entries(folder).map_err(|error| unreadable(path, error))? {
            path.push(name);
            self.entry(folder, path, kind)?;
            path.pop();
        }
        Ok(())
    }

    fn entry(&mut self, folder: &OwnedFd, path: &mut Vec<String>, kind: FileType) -> Result<(), Stop> {
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let entry = self.findings.look_at(&parts)?;
        let Some((name, folders)) = parts.split_last().filter(|(name, _)| !is_skipped(name)) else {
            return Ok(());
        };
        if kind == FileType::Directory {
            let inner = openat(folder, *name, FOLDER, Mode::empty());
            let inner = inner.map_err(|error| unreadable(path, error.into()))?;
            return self.folder(&inner, path);
        }
        if let Entry::Function(exercise) = entry {
            let source = read_file(exercise, folder, name).map_err(Stop::Machine)?;
            self.findings.keep(&folders.join("/"), exercise, source);
        } else if let Some(packing) = Packing::of(name).filter(|_| self.archives.len() < 2) {
            // A link or a pipe is opened by neither.
            if let Ok(file) = openat(folder, *name, FILE, Mode::empty()) {
                self.archives.push((parts.join("/"), packing, File::from(file)));
            }
        }
        Ok(())
    }

    /// The function files; where there is none, those of the one archive that the folder holds instead.
    pub(super) fn finish(mut self) -> Result<Findings<'a>, String> {
        if !self.findings.is_empty() {
            return Ok(self.findings);
        }
        match (self.archives.pop(), self.archives.pop()) {
            (Some((name, packing, file)), None) => archive::read(self.findings.course(), packing, file)
                .map_err(|reason| format!("{}: {reason}", quoted(&name))),
            (Some((one, ..)), Some((other, ..))) => Err(format!(
                "it holds more than one archive ({}, {}); hand in one",
                quoted(&other),
                quoted(&one)
            )),
            _ => Ok(self.findings),
        }
    }
}

/// The entries of a folder by name. A name that is not UTF-8 is not that of a function.
fn entries(folder: &OwnedFd) -> Result<Vec<(String, FileType)>, Error> {
    let mut found = Vec::new();
    for entry in Dir::read_from(folder.as_fd())? {
        let entry = entry?;
        let Ok(name) = entry.file_name().to_str() else { continue };
        if name == "." || name == ".." {
            continue;
        }
        let kind = match entry.file_type() {
            FileType::Unknown => {
                let stat = rustix::fs::statat(folder, name, rustix::fs::AtFlags::SYMLINK_NOFOLLOW)?;
                FileType::from_raw_mode(stat.st_mode)
            }
            kind => kind,
        };
        found.push((name.to_owned(), kind));
    }
    found.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

fn unreadable(path: &[String], error: Error) -> Stop {
    if machine(&error) {
        return Stop::Machine(error);
    }
    let shown = if path.is_empty() { "its folder".to_owned() } else { quoted(&path.join("/")) };
    Stop::Refused(format!("{shown} cannot be read: {error}"))
}
