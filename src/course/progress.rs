//! What a learner has reached, kept in the workspace's `.tensorlings/progress.json`.
//!
//! The file is replaced in one step, so that a kill leaves the old one or the new one; one that cannot be understood is
//! moved aside. It is not forced to the disk: at each save that would take longer than to run all cases.

use super::{Clue, Course};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The version of the file's format.
const FORMAT: u32 = 1;

/// Older attempts of an exercise are dropped.
const MOST_ATTEMPTS: usize = 500;

/// No honest progress file comes near this many bytes.
const LARGEST_FILE: u64 = 64 << 20;

/// The state of a workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    format: u32,
    course: String,
    course_version: String,
    /// The exercise that was selected last.
    #[serde(default)]
    pub selected: Option<String>,
    /// The pane that was shown last, by its title.
    #[serde(default)]
    pub pane: Option<String>,
    /// The id of the selected exercise's case that was shown last.
    #[serde(default)]
    pub case: Option<String>,
    #[serde(default)]
    exercises: BTreeMap<String, Record>,
}

/// What a learner has reached in one exercise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// In points.
    pub best_score: f64,
    /// The name of the last verdict: `wrong_answer`.
    pub last_verdict: Option<String>,
    /// Whether any attempt passed.
    pub passed: bool,
    /// How many hints were seen.
    pub hints_used: usize,
    /// Positions of the hints seen, in the order of seeing. A file of an older version has their number alone.
    hints_seen: Vec<usize>,
    /// What the last run said beyond its verdict.
    pub last_clue: Option<Clue>,
    /// Oldest first; at most the last 500.
    pub attempts: Vec<Attempt>,
}

/// One graded save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// Seconds since 1970, UTC.
    pub when: u64,
    /// In points.
    pub score: f64,
    /// The verdict's name: `wrong_answer`.
    pub verdict: String,
    /// Over all outputs of all cases.
    pub wrong_cells: usize,
}

/// Progress as found in a workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// New where there was no usable file.
    pub progress: Progress,
    /// Where a damaged file was moved to, for the learner to be told.
    pub set_aside: Option<PathBuf>,
}

/// Progress that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ProgressError {
    /// The file is there, but the system does not give it.
    #[error("cannot read {}: {reason}", file.display())]
    Unreadable {
        /// The progress file.
        file: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// Nothing was changed.
    #[error("cannot save progress in {}: {reason}; make the folder writable", folder.display())]
    Unwritable {
        /// The workspace's `.tensorlings`.
        folder: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A damaged file stays where it is.
    #[error("{} is damaged and cannot be moved aside: {reason}; make the folder writable", file.display())]
    Stuck {
        /// The progress file.
        file: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// Its format is one that this version does not know, so it is left alone.
    #[error("{} was written by a newer version of this tool; update it", file.display())]
    Newer {
        /// The progress file.
        file: PathBuf,
    },
    /// Another course, or another version of it.
    #[error(
        "{} belongs to the course {found}, not to {wanted}: name that course with `--course`, or start a new workspace",
        workspace.display()
    )]
    OtherCourse {
        /// The folder that was opened.
        workspace: PathBuf,
        /// Course and version in the file.
        found: String,
        /// Course and version at hand.
        wanted: String,
    },
}

impl Progress {
    /// The progress of a learner who begins this course.
    #[must_use]
    pub fn new(course: &Course) -> Self {
        Self {
            format: FORMAT,
            course: course.id.clone(),
            course_version: course.version.clone(),
            selected: None,
            pane: None,
            case: None,
            exercises: BTreeMap::new(),
        }
    }

    /// Where a workspace keeps text that was written and never saved.
    #[must_use]
    pub fn drafts(workspace: &Path) -> PathBuf {
        folder(workspace).join("drafts")
    }

    /// Where a workspace keeps its progress.
    #[must_use]
    pub fn file(workspace: &Path) -> PathBuf {
        folder(workspace).join("progress.json")
    }

    /// Reads the progress of a workspace; a new one where there is no file. A damaged file is moved aside to
    /// `progress.json.damaged-1`, `-2`, ….
    ///
    /// # Errors
    /// When the file cannot be read, belongs to another course or another version of it, was written by a newer
    /// version of this tool, or is damaged and cannot be moved.
    pub fn load(workspace: &Path, course: &Course) -> Result<Loaded, ProgressError> {
        let file = Self::file(workspace);
        let new = || Self::new(course);
        let bytes = match read(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Loaded { progress: new(), set_aside: None });
            }
            Err(reason) => return Err(ProgressError::Unreadable { file, reason }),
            Ok(bytes) => bytes,
        };
        if serde_json::from_slice::<Header>(&bytes).is_ok_and(|header| header.format > FORMAT) {
            return Err(ProgressError::Newer { file });
        }
        let Ok(progress) = serde_json::from_slice::<Self>(&bytes) else {
            return Ok(Loaded { progress: new(), set_aside: Some(set_aside(&file)?) });
        };
        if !progress.belongs_to(course) {
            return Err(ProgressError::OtherCourse {
                workspace: workspace.to_owned(),
                found: format!("{} version {}", progress.course, progress.course_version),
                wanted: format!("{} version {}", course.id, course.version),
            });
        }
        Ok(Loaded { progress, set_aside: None })
    }

    /// The progress of a workspace where there is any of this course; changes nothing.
    #[must_use]
    pub fn peek(workspace: &Path, course: &Course) -> Option<Self> {
        let file = Self::file(workspace);
        let bytes = file.is_file().then(|| read(&file).ok()).flatten()?;
        let progress: Self = serde_json::from_slice(&bytes).ok()?;
        progress.belongs_to(course).then_some(progress)
    }

    /// Writes the progress into a workspace, replacing the file in one step.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn save(&self, workspace: &Path) -> Result<(), ProgressError> {
        let folder = folder(workspace);
        self.replace(&folder).map_err(|reason| ProgressError::Unwritable { folder, reason })
    }

    fn belongs_to(&self, course: &Course) -> bool {
        (&self.course, &self.course_version) == (&course.id, &course.version)
    }

    fn replace(&self, folder: &Path) -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        // The name of the temporary file would tell the learner nothing.
        let file = tempfile::NamedTempFile::new_in(folder);
        let mut file = file.map_err(|error| std::io::Error::from(error.kind()))?;
        file.write_all(&text)?;
        file.persist(folder.join("progress.json"))?;
        Ok(())
    }

    /// What was reached in an exercise; nothing yet where it was never tried.
    #[must_use]
    pub fn record(&self, exercise: &str) -> Record {
        self.exercises.get(exercise).cloned().unwrap_or_default()
    }

    /// Adds a graded save, and what it said beyond its verdict.
    pub fn add(&mut self, exercise: &str, attempt: Attempt, clue: Option<Clue>) {
        let record = self.exercises.entry(exercise.to_owned()).or_default();
        record.best_score = record.best_score.max(attempt.score);
        record.last_verdict = Some(attempt.verdict.clone());
        record.last_clue = clue;
        record.passed |= attempt.verdict == "passed";
        record.attempts.push(attempt);
        let surplus = record.attempts.len().saturating_sub(MOST_ATTEMPTS);
        record.attempts.drain(..surplus);
    }

    /// Notes that the hint at this position, of `count` in all, has been seen.
    pub fn see_hint(&mut self, exercise: &str, position: usize, count: usize) {
        let record = self.exercises.entry(exercise.to_owned()).or_default();
        let mut seen = record.seen_hints(count);
        if !seen.contains(&position) {
            seen.push(position);
        }
        record.hints_used = record.hints_used.max(seen.len());
        record.hints_seen = seen;
    }
}

impl Record {
    /// Positions of the hints seen, of `count` in all, in the order of seeing. What is only counted are the first ones.
    #[must_use]
    pub fn seen_hints(&self, count: usize) -> Vec<usize> {
        let mut seen: Vec<usize> = Vec::new();
        for position in self.hints_seen.iter().copied().chain(0..count) {
            let wanted = seen.len() < self.hints_used && position < count;
            if wanted && !seen.contains(&position) {
                seen.push(position);
            }
        }
        seen
    }
}

/// What every version of the file begins with.
#[derive(Deserialize)]
struct Header {
    format: u32,
}

fn folder(workspace: &Path) -> PathBuf {
    workspace.join(".tensorlings")
}

/// The file's bytes; nothing of a file too large to be progress, which therefore counts as damaged.
fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    if std::fs::metadata(file)?.len() > LARGEST_FILE { Ok(Vec::new()) } else { std::fs::read(file) }
}

fn set_aside(file: &Path) -> Result<PathBuf, ProgressError> {
    let candidates = (1..).map(|number: u32| file.with_extension(format!("json.damaged-{number}")));
    let free = candidates.into_iter().find(|candidate| std::fs::symlink_metadata(candidate).is_err());
    let target = free.unwrap_or_else(|| file.with_extension("json.damaged"));
    std::fs::rename(file, &target)
        .map_err(|reason| ProgressError::Stuck { file: file.to_owned(), reason })?;
    Ok(target)
}
