//! The one folder of a submission that holds the function files, wherever it lies.

use super::Source;
use super::names::{is_skipped, quoted};
use crate::course::{Course, Exercise};
use std::collections::{BTreeMap, BTreeSet};

/// The most files and folders of a submission that are looked at.
pub(super) const MOST_ENTRIES: usize = 20_000;
/// The most function files that are read, over all folders.
const MOST_FILES: usize = 256;

/// What was found in a submission so far.
#[derive(Debug)]
pub(super) struct Findings<'a> {
    course: &'a Course,
    /// The function files by folder.
    folders: BTreeMap<String, BTreeMap<String, Source>>,
    /// All paths of function files, in lower case.
    seen: BTreeSet<String>,
    entries: usize,
}

/// What an entry is to us.
pub(super) enum Entry<'a> {
    /// No function file.
    Other,
    /// The file of this function.
    Function(&'a Exercise),
}

impl<'a> Findings<'a> {
    pub(super) const fn new(course: &'a Course) -> Self {
        Self { course, folders: BTreeMap::new(), seen: BTreeSet::new(), entries: 0 }
    }

    /// Counts an entry and says what it is; why the whole submission is refused, where it is.
    pub(super) fn look_at(&mut self, parts: &[&str]) -> Result<Entry<'a>, String> {
        self.entries += 1;
        if self.entries > MOST_ENTRIES {
            return Err(format!("it holds more than {MOST_ENTRIES} files; hand in the sources only"));
        }
        let [folders @ .., name] = parts else { return Ok(Entry::Other) };
        if folders.iter().any(|folder| is_skipped(folder)) {
            return Ok(Entry::Other);
        }
        let stem = name.to_lowercase();
        let Some(stem) = stem.strip_suffix(".rs") else { return Ok(Entry::Other) };
        let known = |exercise: &&Exercise| exercise.name.to_lowercase() == stem;
        let Some(exercise) = self.course.exercises.iter().find(known) else { return Ok(Entry::Other) };
        // Where upper and lower case are the same, the later of two such files would replace the earlier.
        let path = parts.join("/");
        if !self.seen.insert(path.to_lowercase()) {
            return Err(format!("it holds {} twice; hand in one", quoted(&path)));
        }
        if self.seen.len() > MOST_FILES {
            return Err(format!("it holds more than {MOST_FILES} function files; hand in one of each"));
        }
        let is_exact = name.strip_suffix(".rs") == Some(exercise.name.as_str());
        Ok(if is_exact { Entry::Function(exercise) } else { Entry::Other })
    }

    /// Keeps a function's file.
    pub(super) fn keep(&mut self, folder: &str, exercise: &Exercise, source: Source) {
        self.folders.entry(folder.to_owned()).or_default().insert(exercise.name.clone(), source);
    }

    pub(super) const fn course(&self) -> &'a Course {
        self.course
    }

    pub(super) fn is_empty(&self) -> bool {
        self.folders.is_empty()
    }

    /// The function files of the one folder that holds any; none where no folder does.
    pub(super) fn choose(mut self) -> Result<BTreeMap<String, Source>, String> {
        if self.folders.len() > 1 {
            let named =
                |folder: &String| if folder.is_empty() { "the top".to_owned() } else { quoted(folder) };
            let shown: Vec<String> = self.folders.keys().take(3).map(named).collect();
            let more = if self.folders.len() > 3 { ", …" } else { "" };
            return Err(format!(
                "function files lie in {} folders ({}{more}); hand in one",
                self.folders.len(),
                shown.join(", ")
            ));
        }
        Ok(self.folders.pop_first().map(|(_, files)| files).unwrap_or_default())
    }
}
