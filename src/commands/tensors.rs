//! Which file and entry an argument names: `FILE`, `FILE::ENTRY`, `-`.

use super::exit::Failure;
use crate::formats::{self, Archive, Container, Entry, FormatError, Source};
use crate::tui::ViewedFile;
use std::ffi::{OsStr, OsString};
use std::os::fd::AsFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// What an argument names.
pub(super) struct Named {
    /// The file as it was typed.
    pub(super) file: String,
    path: PathBuf,
    pub(super) archive: Archive,
    /// The entry that was asked for.
    entry: Option<String>,
}

impl Named {
    /// Opens the file. An argument that is an existing file is one, whatever its name; else the entry begins after
    /// the last `::` before which there is a file.
    pub(super) fn open(argument: &OsString) -> Result<Self, Failure> {
        Self::open_or(argument, Err)
    }

    /// Opens all files. One that cannot be read, among others, is an entry that says why.
    pub(super) fn open_all(arguments: &[OsString]) -> Result<Vec<Self>, Failure> {
        match arguments {
            [only] => Ok(vec![Self::open(only)?]),
            several => {
                let open = |argument| Self::open_or(argument, |error| Ok(Archive::unreadable(&error)));
                several.iter().map(open).collect()
            }
        }
    }

    /// Opens the file, or what stands in for one that cannot be read.
    fn open_or(
        argument: &OsString,
        instead: impl Fn(FormatError) -> Result<Archive, FormatError>,
    ) -> Result<Self, Failure> {
        let (file, entry) = split(argument);
        let file = if is_piped(file) { OsStr::new(STANDARD_INPUT) } else { file };
        let shown = file.to_string_lossy().into_owned();
        let archive = if file == STANDARD_INPUT { standard_input() } else { formats::open(Path::new(file)) };
        let archive = archive.or_else(instead).map_err(|error| unusable(&shown, &error))?;
        let entry = entry.map(|entry| entry.to_string_lossy().into_owned());
        let entry = entry.filter(|_| !archive.is_unreadable());
        match entry.as_deref().filter(|name| archive.entry(name).is_none()) {
            Some(name) => Err(no_entry(&shown, &archive, name)),
            None => Ok(Self { file: shown, path: PathBuf::from(file), archive, entry }),
        }
    }

    /// The one tensor that is meant: the entry that was asked for, or the only one that there is.
    pub(super) fn one(&self) -> Option<&Entry> {
        match (&self.entry, self.archive.entries.as_slice()) {
            (Some(name), _) => self.archive.entry(name),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }

    /// Where one tensor is named on one side alone, the other side's of that name is meant.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn match_with(&mut self, other: &mut Self) -> Result<(), Failure> {
        match (self.asked(), other.asked()) {
            (Some(name), None) => other.choose(&name, self),
            (None, Some(name)) => self.choose(&name, other),
            _ => Ok(()),
        }
    }

    /// The name of the one tensor that the argument says is meant; an array in a file of its own has none.
    fn asked(&self) -> Option<String> {
        match (self.archive.container, &self.entry) {
            (Container::Npy, _) => Some(String::new()),
            (_, entry) => entry.clone(),
        }
    }

    fn choose(&mut self, name: &str, other: &Self) -> Result<(), Failure> {
        if self.archive.entries.len() > 1 {
            if self.archive.entry(name).is_none() {
                let (file, count) = (&self.file, self.archive.entries.len());
                let first = self.archive.entries.first().map_or("ENTRY", |entry| entry.name.as_str());
                let beside = other.one().map_or_else(|| other.file.clone(), |entry| other.title(entry));
                return Err(Failure::usage(format!(
                    "{file} holds {count} tensors; name the one to compare with {beside}, for example {file}::{first}"
                )));
            }
            self.entry = Some(name.to_owned());
        }
        Ok(())
    }

    /// The file for the viewer.
    pub(super) fn viewed(self) -> ViewedFile {
        let path = (self.file != STANDARD_INPUT).then(|| self.path.clone());
        ViewedFile { name: self.file, path, archive: self.archive, entry: self.entry }
    }

    /// How an entry is called: `file.npz::name`.
    pub(super) fn title(&self, entry: &Entry) -> String {
        if entry.name.is_empty() { self.file.clone() } else { format!("{}::{}", self.file, entry.name) }
    }

    /// Opens an entry's tensor.
    pub(super) fn source(&self, entry: &Entry) -> Result<Source, Failure> {
        entry.source().map_err(|error| unusable(&self.file, &error))
    }
}

/// That a file has no entry of this name, and what it has instead.
fn no_entry(file: &str, archive: &Archive, name: &str) -> Failure {
    if archive.container == Container::Npy {
        return Failure::usage(format!("{file} is one array without entries; leave out `::{name}`"));
    }
    let names: Vec<&str> = archive.entries.iter().map(|entry| entry.name.as_str()).collect();
    let meant = match (super::session::closest(name, &names), names.as_slice()) {
        (Some(meant), _) => format!("did you mean `{meant}`?"),
        (None, [only]) => format!("its only entry is `{only}`"),
        (None, _) => format!("`tensorlings view {file}` lists its {} entries", names.len()),
    };
    Failure::usage(format!("{file} has no entry `{name}`; {meant}"))
}

/// A file, or the entry of it, that cannot be used, in one sentence.
pub(super) fn unusable(file: &str, error: &FormatError) -> Failure {
    let shown = if file == STANDARD_INPUT { "standard input" } else { file };
    match error {
        FormatError::NoRoom(_) => Failure::setup(format!("{shown} cannot be read: {error}")),
        FormatError::Entry { entry, reason } => {
            Failure::usage(format!("{file}::{entry} cannot be read: {reason}"))
        }
        _ => Failure::usage(format!("{shown} cannot be read: {error}")),
    }
}

/// What stands for standard input, and its name where a file is meant.
const STANDARD_INPUT: &str = "-";
const ITS_FILE: &str = "/dev/stdin";

/// An argument as the command line is parsed: `-::entry` would be options.
pub(super) fn spelled_out(argument: OsString) -> OsString {
    match argument.as_bytes().strip_prefix(b"-::") {
        Some(entry) => OsString::from_vec([ITS_FILE.as_bytes(), b"::", entry].concat()),
        None => argument,
    }
}

/// Whether what an argument names comes from standard input.
pub(super) fn is_piped(argument: &OsStr) -> bool {
    let (file, _) = split(argument);
    file == STANDARD_INPUT || file == ITS_FILE
}

/// A file is read where it lies, a pipe once.
fn standard_input() -> Result<Archive, FormatError> {
    let input = std::io::stdin().as_fd().try_clone_to_owned()?;
    formats::open_file(input.into(), STANDARD_INPUT)
}

fn split(argument: &OsStr) -> (&OsStr, Option<&OsStr>) {
    let bytes = argument.as_bytes();
    if argument == STANDARD_INPUT || Path::new(argument).exists() {
        return (argument, None);
    }
    let places = bytes.windows(2).enumerate().filter(|(_, pair)| *pair == b"::").map(|(place, _)| place);
    let parts =
        |place: usize| (OsStr::from_bytes(&bytes[..place]), Some(OsStr::from_bytes(&bytes[place + 2..])));
    let is_there = |file: &OsStr| file == STANDARD_INPUT || Path::new(file).exists();
    let mut all = places.map(parts).collect::<Vec<_>>().into_iter().rev();
    all.find(|(file, _)| is_there(file)).unwrap_or((argument, None))
}
