//! A gradebook's folder. Every file in it appears whole or not at all.
//!
//! ```text
//! run.json         what it was made with, and whether it is finished
//! seed             of the hidden cases
//! judged/          a report for each distinct work, named by what decides it
//! reports/         the same reports by submission
//! gradebook.jsonl  gradebook.csv
//! ```

use super::row::{from_json_lines, to_csv, to_json_lines};
use super::{GradebookError, Row, Settings, Shard, seed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{File, Permissions, TryLockError};
use std::io::{Error, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The folder of a gradebook, locked against other runs while this lives.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    _lock: File,
}

/// `run.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) settings: Settings,
    pub(super) shard: Shard,
    pub(super) finished: bool,
}

const RUN: &str = "run.json";
const SEED: &str = "seed";
const LOCK: &str = "lock";
const JUDGED: &str = "judged";
const REPORTS: &str = "reports";
const ROWS: &str = "gradebook.jsonl";
const TABLE: &str = "gradebook.csv";
/// What a folder of ours may hold: a lock alone is one that a run left that was killed at once.
const OURS: [&str; 7] = [RUN, SEED, LOCK, JUDGED, REPORTS, ROWS, TABLE];

/// Who may read a file.
#[derive(Clone, Copy)]
enum Readers {
    All,
    Owner,
}

impl Store {
    /// What the names of files begin with that are being written.
    pub(super) const UNFINISHED: &'static str = ".writing-";

    /// Opens a gradebook's folder, or makes one. What a killed run left half written is removed.
    ///
    /// # Errors
    /// When the folder holds other files, is in use, or cannot be written.
    pub fn open(folder: &Path) -> Result<Self, GradebookError> {
        let failed = |reason| unwritable(folder, reason);
        std::fs::create_dir_all(folder).map_err(failed)?;
        let names = names(folder).map_err(failed)?;
        let is_ours = |name: &String| OURS.contains(&name.as_str()) || name.starts_with(Self::UNFINISHED);
        if !names.iter().all(is_ours) {
            return Err(GradebookError::Occupied(folder.to_owned()));
        }
        let lock = File::create(folder.join(LOCK)).map_err(failed)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(GradebookError::Busy(folder.to_owned())),
            // A disk without locks is used without.
            Err(TryLockError::Error(_)) | Ok(()) => {}
        }
        let store = Self { folder: folder.to_owned(), _lock: lock };
        for part in [JUDGED, REPORTS] {
            std::fs::create_dir_all(folder.join(part)).map_err(failed)?;
        }
        store.sweep("", |name| !name.starts_with(Self::UNFINISHED)).map_err(failed)?;
        store.sweep(JUDGED, |name| !name.starts_with(Self::UNFINISHED)).map_err(failed)?;
        store.sweep(REPORTS, |name| !name.starts_with(Self::UNFINISHED)).map_err(failed)?;
        Ok(store)
    }

    /// The seed of the hidden cases, kept in `file` or else in this folder.
    ///
    /// # Errors
    /// When another one is kept, or it cannot be kept.
    pub fn seed(&self, file: Option<&Path>, given: Option<u64>, shard: Shard) -> Result<u64, GradebookError> {
        let own = self.folder.join(SEED);
        if file.is_none() && given.is_none() && shard.of > 1 && !own.exists() {
            return Err(GradebookError::SharedSeed);
        }
        let seed = file.map_or(Ok(given), |file| seed::settle(file, given).map(Some))?;
        seed::settle(&own, seed)
    }

    /// Notes that rows are being made with these settings.
    pub(super) fn begin(&self, settings: &Settings, shard: Shard) -> Result<(), GradebookError> {
        if let Ok(State { shard: kept, .. }) = state(&self.folder)
            && kept != shard
        {
            let (kept, asked) = (kept.to_string(), shard.to_string());
            return Err(GradebookError::OtherShard { path: self.folder.clone(), kept, asked });
        }
        self.note(&State { settings: settings.clone(), shard, finished: false })
    }

    fn note(&self, state: &State) -> Result<(), GradebookError> {
        let bytes = serde_json::to_vec_pretty(state).unwrap_or_default();
        self.write(Path::new(RUN), &bytes, Readers::Owner)
    }

    /// Writes the rows, and removes what belongs to none of them.
    pub(super) fn finish(
        &self,
        settings: &Settings,
        shard: Shard,
        rows: &[Row],
        keys: &BTreeSet<String>,
    ) -> Result<(), GradebookError> {
        let failed = |reason| unwritable(&self.folder, reason);
        self.write(Path::new(ROWS), &to_json_lines(rows).map_err(failed)?, Readers::All)?;
        self.write(Path::new(TABLE), &to_csv(rows).map_err(failed)?, Readers::All)?;
        let reports: BTreeSet<&str> = rows.iter().filter_map(|row| row.report.as_deref()).collect();
        self.sweep(JUDGED, |name| keys.contains(name.trim_end_matches(".json"))).map_err(failed)?;
        self.sweep(REPORTS, |name| reports.contains(format!("{REPORTS}/{name}").as_str())).map_err(failed)?;
        self.note(&State { settings: settings.clone(), shard, finished: true })
    }

    /// The report on a work that was judged before.
    pub(super) fn judged(&self, key: &str) -> Option<Vec<u8>> {
        std::fs::read(self.folder.join(judged(key))).ok()
    }

    /// Keeps the report on a work.
    pub(super) fn keep(&self, key: &str, report: &[u8]) -> Result<(), GradebookError> {
        self.write(&judged(key), report, Readers::All)
    }

    /// Gives a submission the report on its work; the file's name relative to the folder.
    pub(super) fn hand_out(&self, key: &str, report: &[u8], name: &str) -> Result<String, GradebookError> {
        let file = format!("{REPORTS}/{name}.json");
        let link = || -> Result<(), Error> {
            let folder =
                tempfile::Builder::new().prefix(Self::UNFINISHED).tempdir_in(self.folder.join(REPORTS))?;
            let link = folder.path().join("report");
            std::fs::hard_link(self.folder.join(judged(key)), &link)?;
            std::fs::rename(link, self.folder.join(&file))
        };
        // A disk without links, or with too many of one file, holds a copy.
        if link().is_err() {
            self.write(Path::new(&file), report, Readers::All)?;
        }
        Ok(file)
    }

    /// Writes a report that no other submission shares.
    pub(super) fn write_report(&self, report: &[u8], name: &str) -> Result<String, GradebookError> {
        let file = format!("{REPORTS}/{name}.json");
        self.write(Path::new(&file), report, Readers::All)?;
        Ok(file)
    }

    fn write(&self, file: &Path, bytes: &[u8], readers: Readers) -> Result<(), GradebookError> {
        let path = self.folder.join(file);
        let mode = match readers {
            // Less what the user's mask takes away.
            Readers::All => 0o666,
            Readers::Owner => 0o600,
        };
        let write = || -> Result<(), Error> {
            let folder = path.parent().unwrap_or(&self.folder);
            let mut writing = tempfile::Builder::new()
                .prefix(Self::UNFINISHED)
                .permissions(Permissions::from_mode(mode))
                .tempfile_in(folder)?;
            writing.write_all(bytes)?;
            writing.persist(&path).map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(|reason| unwritable(&path, reason))
    }

    /// Removes what `keeps` does not want from a part of the folder.
    fn sweep(&self, part: &str, keeps: impl Fn(&str) -> bool) -> Result<(), Error> {
        let folder = self.folder.join(part);
        for name in names(&folder)?.iter().filter(|name| !keeps(name)) {
            let path = folder.join(name);
            if path.is_dir() { std::fs::remove_dir_all(path)? } else { std::fs::remove_file(path)? }
        }
        Ok(())
    }
}

/// What a gradebook was made with.
pub(super) fn state(folder: &Path) -> Result<State, GradebookError> {
    let bytes = std::fs::read(folder.join(RUN)).map_err(|error| not_a_gradebook(folder, RUN, &error))?;
    serde_json::from_slice(&bytes).map_err(|error| not_a_gradebook(folder, RUN, &error.into()))
}

/// The rows of a gradebook.
pub(super) fn rows(folder: &Path) -> Result<Vec<Row>, GradebookError> {
    let text =
        std::fs::read_to_string(folder.join(ROWS)).map_err(|error| not_a_gradebook(folder, ROWS, &error))?;
    from_json_lines(&text).map_err(|reason| GradebookError::NotAGradebook {
        path: folder.to_owned(),
        reason: format!("{ROWS}, {reason}"),
    })
}

fn not_a_gradebook(folder: &Path, file: &str, error: &Error) -> GradebookError {
    let reason = match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => format!("it holds no {file}"),
        _ => format!("{file} cannot be read: {error}"),
    };
    GradebookError::NotAGradebook { path: folder.to_owned(), reason }
}

fn judged(key: &str) -> PathBuf {
    Path::new(JUDGED).join(format!("{key}.json"))
}

fn unwritable(path: &Path, reason: Error) -> GradebookError {
    GradebookError::Unwritable { path: path.to_owned(), reason }
}

fn names(folder: &Path) -> Result<Vec<String>, Error> {
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}
