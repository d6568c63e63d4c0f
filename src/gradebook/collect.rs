//! Which submissions a folder holds: its direct children, as learning platforms export them.

use super::GradebookError;
use super::metadata;
use crate::course::Course;
use crate::grade::{Decorated, clean, is_skipped};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::FileType;
use std::path::{Path, PathBuf};

/// What one person handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The name in the gradebook; no other has the same.
    pub name: String,
    /// Whom a roster may know it by, besides the name.
    pub aliases: Vec<String>,
    /// A folder or an archive, or several files; nothing where a roster's student handed in nothing.
    pub parts: Vec<PathBuf>,
    /// The report's file name without its ending.
    pub report: String,
    /// The student's id in the roster.
    pub id: Option<String>,
}

/// The submissions of a folder by name, and what in it is none.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// By name.
    pub submissions: Vec<Submitted>,
    /// Names of files that are neither archives nor handed in; neutralised. What is always there is left out.
    pub ignored: Vec<String>,
}

/// Moodle keeps a text that was typed into a form apart from the files.
pub(super) const MOODLE_FILES: &str = "_assignsubmission_file";
pub(super) const MOODLE_TEXT: &str = "_assignsubmission_onlinetext";
/// The endings of archives that are submissions by themselves.
const ARCHIVES: [&str; 4] = [".zip", ".tar.gz", ".tgz", ".tar"];
/// The longest part of a submission's name that a report's file name keeps.
const LONGEST: usize = 80;

impl Submitted {
    /// A submission of this name; its report is named by [`Collection::name_reports`].
    pub(super) fn new(name: String, parts: Vec<PathBuf>) -> Self {
        Self { name, aliases: Vec::new(), parts, report: String::new(), id: None }
    }
}

impl Collection {
    /// Looks for submissions in `folder`; `out` is none of them.
    ///
    /// # Errors
    /// When the folder cannot be read, is itself a submission, or holds none.
    pub fn read(course: &Course, folder: &Path, out: &Path) -> Result<Self, GradebookError> {
        let failed = |reason| GradebookError::Unreadable { path: folder.to_owned(), reason };
        let out = out.canonicalize().ok();
        let mut children = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if out.is_none() || entry.path().canonicalize().ok() != out {
                children.insert(entry.path(), entry.file_type().map_err(failed)?);
            }
        }
        let is_source =
            |name: &str| name.strip_suffix(".rs").is_some_and(|stem| course.exercise(stem).is_some());
        let mut groups: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        let mut ignored = Vec::new();
        for (path, kind) in &children {
            let raw = path.file_name().unwrap_or_default();
            let name = raw.to_string_lossy();
            let is_own = is_source(&name) || (name == "src" && kind.is_dir() && holds_source(path, course));
            if is_own {
                return Err(GradebookError::Single(folder.to_owned()));
            }
            if is_skipped(&name) || name == metadata::FILE || is_second(&name, &children) {
                continue;
            }
            match group(&name, *kind) {
                Some(group) => groups.entry(group).or_default().push(path.clone()),
                None => ignored.push(clean(name.as_bytes())),
            }
        }
        if groups.is_empty() {
            return Err(GradebookError::Empty(folder.to_owned()));
        }
        let known = metadata::read(&folder.join(metadata::FILE));
        let mut collection = Self { submissions: Vec::new(), ignored };
        let mut taken = BTreeSet::new();
        for (group, parts) in groups {
            let aliases = known.get(&group).cloned().unwrap_or_default();
            let name = unused(&clean(group.as_bytes()), &mut taken);
            collection.submissions.push(Submitted { aliases, ..Submitted::new(name, parts) });
        }
        collection.name_reports();
        Ok(collection)
    }

    /// Sorts the submissions, and gives every report a file name that is safe and different from all others, also
    /// where upper and lower case are the same.
    pub(super) fn name_reports(&mut self) {
        self.submissions.sort_by(|one, other| one.name.cmp(&other.name));
        let mut alike: BTreeMap<String, usize> = BTreeMap::new();
        for submitted in &self.submissions {
            *alike.entry(safe(&submitted.name).to_lowercase()).or_default() += 1;
        }
        for submitted in &mut self.submissions {
            let safe = safe(&submitted.name);
            let is_taken = alike.get(&safe.to_lowercase()).is_some_and(|count| *count > 1);
            submitted.report = if safe == submitted.name && !is_taken {
                safe
            } else {
                let digest = Sha256::digest(submitted.name.as_bytes());
                format!("{safe}-{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3])
            };
        }
    }
}

/// Under which name a child is gathered; `None` where it is no submission.
fn group(name: &str, kind: FileType) -> Option<String> {
    if kind.is_dir() || kind.is_symlink() {
        return Some(name.to_owned());
    }
    let whole = || {
        let lower = name.to_lowercase();
        ARCHIVES.iter().any(|ending| lower.ends_with(ending)).then(|| name.to_owned())
    };
    Decorated::read(name).map(|decorated| decorated.owner).or_else(whole)
}

/// Whether a child belongs to another one of the same student.
fn is_second(name: &str, children: &BTreeMap<PathBuf, FileType>) -> bool {
    name.contains(MOODLE_TEXT) && {
        let files = name.replace(MOODLE_TEXT, MOODLE_FILES);
        children.keys().any(|path| path.file_name().is_some_and(|other| *other == *files))
    }
}

fn holds_source(folder: &Path, course: &Course) -> bool {
    course.exercises.iter().any(|exercise| folder.join(format!("{}.rs", exercise.name)).exists())
}

fn unused(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut numbered = (2..).map(|number| format!("{name} ({number})"));
    let mut chosen = name.to_owned();
    while !taken.insert(chosen.clone()) {
        chosen = numbered.next().unwrap_or_default();
    }
    chosen
}

/// A name with the characters that every file system and shell takes.
fn safe(name: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let safe: String = name.chars().take(LONGEST).map(kept).collect();
    let safe = safe.trim_start_matches(['.', '-']);
    if safe.is_empty() { "_".to_owned() } else { safe.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Collection, Submitted, safe};

    #[test]
    fn a_reports_name_is_safe() {
        assert_eq!(safe("Jane Doe_12"), "Jane_Doe_12");
        assert_eq!(safe("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(safe("-rf"), "rf");
        assert_eq!(safe("…"), "_");
        assert_eq!(safe("."), "_");
        assert_eq!(safe(&"x".repeat(300)).len(), 80);
    }

    #[test]
    fn reports_never_share_a_file() {
        let names = ["ann", "Ann", "a b", "a_b", "bob"];
        let submissions = names.map(|name| Submitted::new(name.to_owned(), Vec::new())).to_vec();
        let mut collection = Collection { submissions, ignored: Vec::new() };
        collection.name_reports();
        let mut files: Vec<String> =
            collection.submissions.iter().map(|submitted| submitted.report.to_lowercase()).collect();
        files.sort();
        files.dedup();
        assert_eq!(files.len(), names.len());
        assert!(files.contains(&"bob".to_owned()));
    }
}
