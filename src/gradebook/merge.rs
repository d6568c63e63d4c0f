//! The gradebooks of all shards as one.

use super::store::{rows, state};
use super::{GradebookError, Row, Settings, Shard, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// One of the gradebooks.
struct Part<'a> {
    folder: &'a Path,
    settings: Settings,
    shard: Shard,
    rows: Vec<Row>,
}

/// Merges the gradebooks of all shards of a run into another folder; the rows. A gradebook may be given twice, and
/// merged ones may be merged again.
///
/// # Errors
/// When one of them is no finished gradebook, they were made with different settings, contradict each other, or a
/// shard is missing; when the result cannot be written.
pub fn merge(folders: &[PathBuf], out: &Store) -> Result<Vec<Row>, GradebookError> {
    let parts = folders.iter().map(|folder| Part::read(folder)).collect::<Result<Vec<_>, _>>()?;
    let Some(first) = parts.first() else { return Ok(Vec::new()) };
    for part in &parts {
        if let Some(what) = first.settings.differs_in(&part.settings) {
            return Err(first.mixed(part, what));
        }
    }
    all_shards(&parts)?;
    let mut merged: BTreeMap<&str, (&Part<'_>, &Row)> = BTreeMap::new();
    for part in &parts {
        for row in &part.rows {
            let (kept_part, kept) = *merged.entry(&row.submission).or_insert((part, row));
            if kept != row {
                return Err(GradebookError::Conflict {
                    one: kept_part.folder.to_owned(),
                    other: part.folder.to_owned(),
                    submission: row.submission.clone(),
                });
            }
        }
    }
    out.begin(&first.settings, Shard::WHOLE)?;
    let mut rows = Vec::new();
    for (part, row) in merged.into_values() {
        let mut row = row.clone();
        if let Some(file) = &row.report {
            let path = part.folder.join(file);
            let report = std::fs::read(&path)
                .map_err(|reason| GradebookError::Unreadable { path: path.clone(), reason })?;
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            row.report = Some(out.write_report(&report, &name)?);
        }
        rows.push(row);
    }
    out.finish(&first.settings, Shard::WHOLE, &rows, &BTreeSet::new())?;
    Ok(rows)
}

impl<'a> Part<'a> {
    fn read(folder: &'a Path) -> Result<Self, GradebookError> {
        let state = state(folder)?;
        if !state.finished {
            return Err(GradebookError::Unfinished(folder.to_owned()));
        }
        Ok(Self { folder, settings: state.settings, shard: state.shard, rows: rows(folder)? })
    }

    fn mixed(&self, other: &Self, what: &'static str) -> GradebookError {
        GradebookError::Mixed { one: self.folder.to_owned(), other: other.folder.to_owned(), what }
    }
}

/// Whether nothing is missing: a whole gradebook, or every shard of the same division.
fn all_shards(parts: &[Part<'_>]) -> Result<(), GradebookError> {
    let mut divided = parts.iter().filter(|part| part.shard.of > 1);
    let Some(first) = divided.next() else { return Ok(()) };
    if let Some(other) = divided.find(|part| part.shard.of != first.shard.of) {
        return Err(first.mixed(other, "the number of shards"));
    }
    let of = first.shard.of;
    let has = |number: usize| parts.iter().any(|part| part.shard == Shard { number, of });
    match (1..=of).find(|number| !has(*number)) {
        Some(number) if !parts.iter().any(|part| part.shard == Shard::WHOLE) => {
            Err(GradebookError::MissingShard { number, of })
        }
        _ => Ok(()),
    }
}
