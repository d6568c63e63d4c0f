//! A report in a file that the user named: there as a whole, or as it was before.

use super::exit::Failure;
use crate::report::{Format, Graded, Look};
use std::fs::{OpenOptions, Permissions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Where a report goes.
#[derive(Debug)]
pub(super) struct ReportFile {
    format: Format,
    place: Place,
}

#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// `-`.
    StandardOutput,
    /// A terminal, a pipe, `/dev/stdout`: what was written cannot be replaced.
    Device(PathBuf),
    /// Links followed.
    File(PathBuf),
}

/// Folders of files that are no files.
const DEVICES: [&str; 2] = ["/dev", "/proc"];

/// Finds out whether all reports can be written, before there is anything to write.
pub(super) fn prepare(reports: &[(Format, PathBuf)]) -> Result<Vec<ReportFile>, Failure> {
    let mut files: Vec<ReportFile> = Vec::new();
    for (format, path) in reports {
        let file = ReportFile { format: *format, place: Place::of(path) };
        file.place.check().map_err(|error| {
            Failure::unwritable(&error, format!("cannot write the report {}: {error}", path.display()))
        })?;
        let is_same = |other: &ReportFile| matches!(file.place, Place::File(_)) && other.place == file.place;
        if files.iter().any(is_same) {
            return Err(Failure::usage(format!(
                "two reports would be written to {}; give each a file of its own",
                path.display()
            )));
        }
        files.push(file);
    }
    Ok(files)
}

impl ReportFile {
    pub(super) const fn format(&self) -> Format {
        self.format
    }

    pub(super) fn write(&self, graded: &Graded<'_>, look: &Look<'_>) -> Result<(), Failure> {
        let report = graded.render(self.format, look)?;
        match &self.place {
            Place::StandardOutput => super::session::print(|out| out.write_all(&report)),
            Place::Device(path) => written(path, append(path, &report)),
            Place::File(path) => written(path, replace(path, &report)),
        }
    }
}

fn written(path: &Path, result: std::io::Result<()>) -> Result<(), Failure> {
    result.map_err(|error| Failure::setup(format!("cannot write the report {}: {error}", path.display())))
}

impl Place {
    fn of(path: &Path) -> Self {
        if path == Path::new("-") {
            return Self::StandardOutput;
        }
        let is_file = path.metadata().is_ok_and(|found| found.is_file());
        let is_new = path.metadata().is_err();
        if DEVICES.iter().any(|folder| path.starts_with(folder)) || !(is_file || is_new || path.is_dir()) {
            return Self::Device(path.to_owned());
        }
        // Of a new file, the folder alone can be told.
        let folder = parent(path).canonicalize();
        let new = folder.ok().zip(path.file_name()).map(|(folder, name)| folder.join(name));
        Self::File(path.canonicalize().ok().or(new).unwrap_or_else(|| path.to_owned()))
    }

    fn check(&self) -> std::io::Result<()> {
        match self {
            Self::StandardOutput => Ok(()),
            Self::Device(path) => path.metadata().map(drop),
            Self::File(path) if path.is_dir() => Err(ErrorKind::IsADirectory.into()),
            Self::File(path) if path.file_name().is_none() => Err(ErrorKind::InvalidFilename.into()),
            Self::File(path) => temporary(path).map(drop),
        }
    }
}

/// The folder of a file, also where its name alone was given.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// An empty file beside `path`, as readable as any new one.
fn temporary(path: &Path) -> std::io::Result<NamedTempFile> {
    let folder = parent(path);
    folder.metadata()?;
    let made = tempfile::Builder::new().permissions(Permissions::from_mode(0o666)).tempfile_in(folder);
    // Without the temporary name, which nobody has chosen.
    made.map_err(|error| error.kind().into())
}

/// Puts a new file in the place of an old one, in one step.
fn replace(path: &Path, report: &[u8]) -> std::io::Result<()> {
    let mut file = temporary(path)?;
    file.write_all(report)?;
    file.as_file().sync_all()?;
    if let Ok(old) = path.metadata() {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// A regular file behind `/dev/stdout` has an end that others write to, too.
fn append(path: &Path, report: &[u8]) -> std::io::Result<()> {
    OpenOptions::new().append(true).open(path)?.write_all(report)
}
