//! A learner's workspace: where it is, and what `init` writes into it.

use super::exit::Failure;
use super::notice::{set_aside, warn};
use crate::course::{Course, Exercise, Progress};
use crate::grade::{SubmissionError, look_at};
use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A folder that holds `.tensorlings/`.
#[derive(Debug)]
pub(super) struct Workspace(PathBuf);

/// What `create` did.
#[derive(Debug, Default)]
pub(super) struct Created {
    pub(super) written: usize,
    /// Files that were there already, and stayed as they are.
    pub(super) kept: usize,
}

/// What makes a folder a workspace.
const MARK: &str = ".tensorlings";
/// Where a workspace is created, and looked for last.
pub(super) const DEFAULT: &str = "practice";

impl Workspace {
    /// `named`, else the nearest folder upward of `from` that is a workspace, else `from/practice`.
    pub(super) fn find(named: Option<&Path>, from: &Path) -> Result<Self, Failure> {
        match named {
            Some(named) => Self::open(named),
            None => Self::near(from)?.ok_or_else(|| {
                Failure::usage("there is no workspace here; create one with `tensorlings init`, or name one with --workspace")
            }),
        }
    }

    /// The nearest folder upward that is a workspace, else `from/practice`; `None` where there is none, unless somebody
    /// has cloned one.
    pub(super) fn near(from: &Path) -> Result<Option<Self>, Failure> {
        let mut upward = from.ancestors().map(Path::to_owned).chain([from.join(DEFAULT)]);
        if let Some(folder) = upward.clone().find(|folder| folder.join(MARK).is_dir()) {
            return Ok(Some(Self(folder)));
        }
        upward.find(|folder| is_clone(folder)).map_or(Ok(None), |clone| {
            Err(Failure::usage(format!(
                "{} holds the files of a workspace; `tensorlings init {0}` makes it one, and changes none of them",
                below(from, &clone).display()
            )))
        })
    }

    /// The workspace in exactly this folder.
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        let shown = folder.display();
        if folder.join(MARK).is_dir() {
            Ok(Self(folder.to_owned()))
        } else if folder.is_file() {
            Err(Failure::usage(format!("{shown} is a file; a workspace is a folder")))
        } else if folder.is_dir() {
            Err(Failure::usage(format!(
                "{shown} is not a workspace; `tensorlings init {shown}` makes it one"
            )))
        } else {
            Err(Failure::usage(format!(
                "{shown} does not exist; `tensorlings init {shown}` creates a workspace there"
            )))
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    /// What the learner has reached; tells of a damaged file that was set aside.
    pub(super) fn progress(&self, course: &Course) -> Result<Progress, Failure> {
        let loaded = Progress::load(&self.0, course)?;
        if let Some(kept) = loaded.set_aside {
            warn(&set_aside(&kept));
        }
        Ok(loaded.progress)
    }

    /// Whether there is something to grade.
    pub(super) fn look_at(&self) -> Result<(), Failure> {
        look_at(&self.0).map_err(|error| match error {
            SubmissionError::NoSources(folder) => {
                let shown = folder.display();
                Failure::usage(format!(
                    "{shown} holds no `src` folder; `tensorlings init {shown}` adds what is missing"
                ))
            }
            error => error.into(),
        })
    }

    /// The learner's file for an exercise.
    pub(super) fn file(&self, exercise: &Exercise) -> PathBuf {
        self.0.join(exercise.file())
    }

    /// Creates a workspace, or adds to one what is missing. Nothing that exists is changed.
    pub(super) fn create(course: &Course, folder: &Path) -> Result<(Self, Created), Failure> {
        let shown = folder.display();
        if folder.exists() && !folder.is_dir() {
            return Err(Failure::usage(format!("{shown} is a file; name a folder for the workspace")));
        }
        if !folder.join(MARK).is_dir() && folder.join("Cargo.toml").exists() && !is_clone(folder) {
            return Err(Failure::usage(format!(
                "{shown} holds another Rust project; name a new folder for the workspace"
            )));
        }
        Progress::load(folder, course)?;
        // First of all, so that a second try can add what an interrupted first one has not written.
        let mark = folder.join(MARK);
        std::fs::create_dir_all(&mark).map_err(|error| unwritten(&mark, &error))?;
        let (workspace, mut created) = (Self(folder.to_owned()), Created::default());
        workspace.add(files(course), &mut created)?;
        if !Progress::file(folder).exists() {
            Progress::new(course).save(folder)?;
        }
        Ok((workspace, created))
    }

    /// Adds those files that are not there yet, each by its path and text.
    pub(super) fn add(&self, files: Vec<(String, String)>, created: &mut Created) -> Result<(), Failure> {
        for (name, text) in files {
            let path = self.0.join(name);
            match write_new(&path, &text) {
                Ok(()) => created.written += 1,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => created.kept += 1,
                Err(error) => return Err(unwritten(&path, &error)),
            }
        }
        Ok(())
    }

    /// Puts the start file back; gives the place where the old file is kept.
    pub(super) fn reset(&self, exercise: &Exercise) -> Result<Option<PathBuf>, Failure> {
        let file = self.file(exercise);
        let failed = |error: std::io::Error| {
            let reason = format!("cannot reset {}: {}; nothing was changed", file.display(), error.kind());
            Failure::unwritable(&error, reason)
        };
        let backup = match file.symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
            Ok(_) => Some(self.back_up(exercise, &file).map_err(failed)?),
        };
        let folder = file.parent().unwrap_or(&self.0);
        std::fs::create_dir_all(folder).map_err(failed)?;
        let mut start = NamedTempFile::new_in(folder).map_err(failed)?;
        start.write_all(exercise.start.as_bytes()).map_err(failed)?;
        readable(&start).map_err(failed)?;
        start.persist(&file).map_err(|error| failed(error.error))?;
        Ok(backup)
    }

    /// Copies a file to the first free name among the backups.
    fn back_up(&self, exercise: &Exercise, file: &Path) -> std::io::Result<PathBuf> {
        let folder = self.0.join(MARK).join("backups");
        std::fs::create_dir_all(&folder)?;
        let text = std::fs::read(file)?;
        let names = (1..).map(|number| folder.join(format!("{}.{number}.rs", exercise.name)));
        for name in names {
            match write_new(&name, &text) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                result => return result.map(|()| name),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }
}

/// Whether a folder without a mark is a workspace all the same: git does not carry the mark.
fn is_clone(folder: &Path) -> bool {
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml"));
    manifest.is_ok_and(|text| text.lines().any(|line| line == SUPPORT))
        && folder.join("support/src/lib.rs").is_file()
}

/// A path as it is typed in `from`, where it lies there.
pub(super) fn below<'a>(from: &Path, path: &'a Path) -> &'a Path {
    match path.strip_prefix(from) {
        Ok(rest) if rest.as_os_str().is_empty() => Path::new("."),
        Ok(rest) => rest,
        Err(_) => path,
    }
}

/// Says so without the name of a temporary file, which nobody has chosen.
fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    Failure::unwritable(error, format!("cannot write {}: {}", path.display(), error.kind()))
}

/// Writes a file that must not exist yet, in one step: a kill leaves the whole file or none.
fn write_new(path: &Path, text: impl AsRef<[u8]>) -> std::io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(text.as_ref())?;
    readable(&file)?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// Temporary files are their owner's alone; a source file is as readable as any other.
fn readable(file: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

/// Every file of a fresh workspace.
fn files(course: &Course) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = vec![
        ("Cargo.toml".to_owned(), CARGO.to_owned()),
        (".gitignore".to_owned(), GITIGNORE.to_owned()),
        ("support/Cargo.toml".to_owned(), SUPPORT_CARGO.to_owned()),
        ("support/src/lib.rs".to_owned(), course.support.clone()),
        ("src/lib.rs".to_owned(), root(course)),
    ];
    files.extend(course.exercises.iter().map(|exercise| (exercise.file(), exercise.start.clone())));
    files
}

/// The crate root, as the grader writes it for itself.
fn root(course: &Course) -> String {
    let mut root = format!(
        "//! {}: one function a file.\n//!\n//! The grader reads only those files, not this one.\n\npub use support::*;\n",
        course.title
    );
    for exercise in &course.exercises {
        let name = &exercise.name;
        // Writing to a String cannot fail.
        let _ = write!(root, "\npub mod {name};\npub use {name}::{name};\n");
    }
    root
}

/// The line of `CARGO` that no other project has.
const SUPPORT: &str = r#"support = { path = "support" }"#;

const CARGO: &str = r#"[package]
name = "practice"
version = "0.1.0"
edition = "2024"
publish = false

[dependencies]
ndarray = "=0.17.2"
support = { path = "support" }

# A workspace of its own, also inside another project.
[workspace]
"#;

const SUPPORT_CARGO: &str = r#"[package]
name = "support"
version = "0.1.0"
edition = "2024"
publish = false

[dependencies]
ndarray = "=0.17.2"
"#;

const GITIGNORE: &str = "/target\n/.tensorlings\n";
