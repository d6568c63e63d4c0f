//! A submission's files, read without following links and with limits, before any tool sees them.
//!
//! A submission is a folder that holds `src`, or a folder, an archive or files in which the function files are found.

mod archive;
mod error;
mod file;
mod find;
mod folder;
mod names;

pub use error::SubmissionError;
pub use names::{Decorated, Upload, is_skipped};

use super::scan::{Refusal, scan};
use super::{Diagnostic, Policy, Unfit, Verdict};
use crate::course::{Course, Exercise};
use archive::Packing;
use file::{machine, open_file, read_file, read_opened};
use find::Findings;
use folder::{Stop, Walk};
use names::without_upload;
use rustix::fs::{Mode, OFlags, open};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Error;
use std::path::{Path, PathBuf};

/// Where a submission's files lie.
const SOURCES: &str = "src";

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

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
pub struct Submission {
    sources: Vec<(String, Source)>,
    /// Why nothing of it is taken, where the reason is not one file's.
    remark: Option<String>,
}

/// Whether a folder can be a submission, before anything is done for it.
///
/// # Errors
/// When it is not there, is no folder, or holds no `src`.
pub fn look_at(root: &Path) -> Result<(), SubmissionError> {
    let metadata = root.metadata().map_err(|reason| SubmissionError::of(root, reason))?;
    if !metadata.is_dir() {
        return Err(SubmissionError::File(root.to_owned()));
    }
    match root.join(SOURCES).symlink_metadata() {
        Ok(folder) if folder.is_dir() || folder.is_symlink() => Ok(()),
        _ => Err(SubmissionError::NoSources(root.to_owned())),
    }
}

impl Submission {
    /// Reads the submission at `path`: a folder, an archive, or a file named after a function. A folder's own `src`
    /// is taken where it has one; otherwise the function files are looked for in it.
    ///
    /// # Errors
    /// When there is nothing to read, or this machine cannot read it. What is wrong with the submission itself is
    /// no error, but the reason why its files are refused.
    pub fn open(course: &Course, path: &Path) -> Result<Self, SubmissionError> {
        let real = path.canonicalize().map_err(|reason| SubmissionError::of(path, reason))?;
        if real.is_dir() {
            if look_at(path).is_ok() {
                return Self::read(course, path);
            }
            let found = Self::gather(course, &[real])?;
            let nothing = found.sources.iter().all(|(_, source)| *source == Source::Missing);
            return if nothing { Err(SubmissionError::NoSources(path.to_owned())) } else { Ok(found) };
        }
        let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        let (file, _) = undecorated(&name);
        if Packing::of(&name).is_none() && function_of(course, &file).is_none() {
            return Err(SubmissionError::Unknown(path.to_owned()));
        }
        // A link that was named on the command line is followed.
        let parent = path.parent().unwrap_or(Path::new(""));
        let linked = path.is_symlink();
        let place = if linked { real } else { parent.join(&*name) };
        Self::of_files(course, &[(name.into_owned(), place)])
    }

    /// Reads what one person handed in: a folder or an archive, or several files. No link is followed.
    ///
    /// # Errors
    /// When this machine cannot read it.
    pub fn gather(course: &Course, parts: &[PathBuf]) -> Result<Self, SubmissionError> {
        for part in parts {
            // What has gone since it was listed is no empty submission.
            let metadata = part.symlink_metadata().map_err(|reason| SubmissionError::of(part, reason))?;
            if metadata.is_symlink() {
                return Ok(Self::refused(course, "it is a link; put the files themselves there"));
            }
        }
        if let [folder] = parts
            && folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
        {
            let mut walk = Walk::new(Findings::new(course));
            let opened = open(folder, FOLDER, Mode::empty()).map_err(Error::from);
            let walked = match opened {
                Ok(opened) => walk.folder(&opened, &mut Vec::new()),
                Err(error) if machine(&error) => Err(Stop::Machine(error)),
                Err(error) => Err(Stop::Refused(format!("its folder cannot be read: {error}"))),
            };
            return match walked {
                Ok(()) => Ok(Self::found(course, walk.finish())),
                Err(Stop::Refused(reason)) => Ok(Self::refused(course, &reason)),
                Err(Stop::Machine(reason)) => {
                    Err(SubmissionError::Unreadable { folder: folder.clone(), reason })
                }
            };
        }
        let named = |part: &PathBuf| {
            (
                part.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
                part.clone(),
            )
        };
        Self::of_files(course, &parts.iter().map(named).collect::<Vec<_>>())
    }

    /// A submission of single files, or of one archive; of several uploads of a name the last counts.
    fn of_files(course: &Course, files: &[(String, PathBuf)]) -> Result<Self, SubmissionError> {
        let mut latest: BTreeMap<String, (Upload, &PathBuf)> = BTreeMap::new();
        let mut archives: BTreeMap<String, (Upload, &PathBuf, Packing)> = BTreeMap::new();
        for (name, path) in files {
            let (file, upload) = undecorated(name);
            if let Some(exercise) = function_of(course, &file) {
                let kept = latest.entry(exercise.name.clone()).or_insert((upload, path));
                if upload > kept.0 {
                    *kept = (upload, path);
                }
            } else if let Some(packing) = Packing::of(name) {
                let kept = archives.entry(file).or_insert((upload, path, packing));
                if upload > kept.0 {
                    *kept = (upload, path, packing);
                }
            }
        }
        let failed = |path: &PathBuf| {
            let folder = path.clone();
            move |reason| SubmissionError::Unreadable { folder, reason }
        };
        if latest.is_empty()
            && let Some((_, (_, path, packing))) = archives.pop_first()
        {
            if !archives.is_empty() {
                return Ok(Self::refused(course, "it is more than one archive; hand in one"));
            }
            return match open_file(path).map_err(failed(path))? {
                Ok(file) => Ok(Self::found(course, archive::read(course, packing, file))),
                Err(reason) => Ok(Self::refused(course, &reason)),
            };
        }
        let mut sources = BTreeMap::new();
        for (function, (_, path)) in latest {
            let Some(exercise) = course.exercise(&function) else { continue };
            let source = match open_file(path).map_err(failed(path))? {
                Ok(file) => read_opened(exercise, file).map_err(failed(path))?,
                Err(reason) => refuse(exercise, &reason),
            };
            sources.insert(function, source);
        }
        Ok(Self::chosen(course, sources))
    }

    fn found(course: &Course, findings: Result<Findings<'_>, String>) -> Self {
        match findings.and_then(Findings::choose) {
            Ok(sources) => Self::chosen(course, sources),
            Err(reason) => Self::refused(course, &reason),
        }
    }

    fn chosen(course: &Course, mut sources: BTreeMap<String, Source>) -> Self {
        let remark = sources.is_empty().then(|| "it holds no function's file".to_owned());
        let mut source = |exercise: &Exercise| sources.remove(&exercise.name).unwrap_or(Source::Missing);
        let exercises = course.exercises.iter();
        let sources = exercises.map(|exercise| (exercise.name.clone(), source(exercise))).collect();
        Self { sources, remark }
    }

    /// A submission of which nothing is taken.
    fn refused(course: &Course, reason: &str) -> Self {
        let refused = |exercise: &Exercise| (exercise.name.clone(), refuse(exercise, reason));
        Self { sources: course.exercises.iter().map(refused).collect(), remark: Some(reason.to_owned()) }
    }

    /// A submission without a file.
    #[must_use]
    pub fn empty(course: &Course) -> Self {
        Self::chosen(course, BTreeMap::new())
    }

    /// Why nothing of it is taken, where the reason is not one file's.
    #[must_use]
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// Adds all that is judged to a digest.
    pub fn digest(&self, digest: &mut Sha256) {
        let mut add = |part: &str| {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        };
        for (name, source) in &self.sources {
            add(name);
            match source {
                Source::Text(text) => ["text", text].map(&mut add),
                Source::Missing => ["missing", ""].map(&mut add),
                Source::Refused(reason) => ["refused", &reason.message].map(&mut add),
            };
        }
    }

    /// Reads the files below `src` that the course asks for; nothing else in the folder is looked at.
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
            Ok(folder) => read_file(exercise, folder, &format!("{}.rs", exercise.name)),
            Err(reason) => Ok(refuse(exercise, reason)),
        };
        let sources = course.exercises.iter().map(|exercise| Ok((exercise.name.clone(), source(exercise)?)));
        let sources = sources.collect::<Result<_, Error>>();
        let sources =
            sources.map_err(|reason| SubmissionError::Unreadable { folder: folder.clone(), reason })?;
        Ok(Self { sources, remark: None })
    }

    /// A submission of one function.
    pub(super) fn of(exercise: &Exercise, text: &str) -> Self {
        Self { sources: vec![(exercise.name.clone(), Source::Text(text.to_owned()))], remark: None }
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

/// A file's name without what a learning platform wrote around it, and which upload of that name it is.
fn undecorated(name: &str) -> (String, Upload) {
    match Decorated::read(name) {
        Some(Decorated { file, upload, .. }) => (file, upload),
        None => without_upload(name),
    }
}

fn function_of<'a>(course: &'a Course, file: &str) -> Option<&'a Exercise> {
    course.exercise(file.strip_suffix(".rs")?)
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
