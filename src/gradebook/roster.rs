//! The students of a class, and which submission is whose.

use super::collect::{MOODLE_FILES, MOODLE_TEXT};
use super::{Collection, GradebookError, Submitted};
use crate::grade::clean;
use std::collections::BTreeSet;
use std::path::Path;

/// The ids of a class, in the file's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// Trimmed and neutralised, each once; never empty.
    pub ids: Vec<String>,
}

/// What the roster and the submissions do not tell of each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unmatched {
    /// Submissions of nobody in the roster.
    pub submissions: Vec<String>,
    /// Students without a submission.
    pub absent: Vec<String>,
    /// Students with more than one.
    pub several: Vec<String>,
}

impl Roster {
    /// Reads the ids from a column of a CSV file with a heading.
    ///
    /// # Errors
    /// When the file cannot be read, has no such column, or names nobody.
    pub fn read(path: &Path, column: &str) -> Result<Self, GradebookError> {
        let wrong = |reason: String| GradebookError::Roster { path: path.to_owned(), reason };
        let bytes = std::fs::read(path)
            .map_err(|reason| GradebookError::Unreadable { path: path.to_owned(), reason })?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
        let headings = reader.headers().map_err(|error| wrong(error.to_string()))?.clone();
        let place = headings.iter().position(|heading| heading == column).ok_or_else(|| {
            let known: Vec<String> = headings.iter().map(|heading| format!("`{heading}`")).collect();
            wrong(format!("it has no column `{column}`, only {}", known.join(", ")))
        })?;
        let (mut ids, mut seen) = (Vec::new(), BTreeSet::new());
        for record in reader.records() {
            let record = record.map_err(|error| wrong(error.to_string()))?;
            let id = clean(record.get(place).unwrap_or_default().as_bytes());
            if !id.is_empty() && seen.insert(id.clone()) {
                ids.push(id);
            }
        }
        if ids.is_empty() {
            Err(wrong(format!("the column `{column}` names nobody")))
        } else {
            Ok(Self { ids })
        }
    }

    /// Says whose each submission is, and adds an empty one for every student without. An id belongs to a
    /// submission whose name is the id or holds it as a whole word; of several such ids the longest counts.
    pub fn assign(&self, collection: &mut Collection) -> Unmatched {
        let mut unmatched = Unmatched::default();
        let mut found: BTreeSet<&str> = BTreeSet::new();
        for submitted in &mut collection.submissions {
            let matching = self.ids.iter().filter(|id| is_by(submitted, id));
            match matching.max_by_key(|id| id.chars().count()) {
                Some(id) => {
                    if !found.insert(id) {
                        unmatched.several.push(id.clone());
                    }
                    submitted.id = Some(id.clone());
                }
                None => unmatched.submissions.push(submitted.name.clone()),
            }
        }
        for id in self.ids.iter().filter(|id| !found.contains(id.as_str())) {
            unmatched.absent.push(id.clone());
            let submitted = Submitted::new(id.clone(), Vec::new());
            collection.submissions.push(Submitted { id: Some(id.clone()), ..submitted });
        }
        collection.name_reports();
        unmatched
    }
}

/// What platforms write into the names of all students' folders.
const EVERYBODYS: &[&str] = &[MOODLE_FILES, MOODLE_TEXT, "submission_"];

fn is_by(submitted: &Submitted, id: &str) -> bool {
    let id = id.to_lowercase();
    submitted.aliases.iter().chain([&submitted.name]).any(|name| {
        let mut name = name.to_lowercase();
        if name == id {
            return true;
        }
        for word in EVERYBODYS {
            name = name.replace(word, "");
        }
        holds_word(&name, &id)
    })
}

/// Whether `word` stands in `text` with no letter or digit beside it.
fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + word.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assigned(ids: &[&str], names: &[&str]) -> (Vec<(String, Option<String>)>, Unmatched) {
        let roster = Roster { ids: ids.iter().map(ToString::to_string).collect() };
        let submissions =
            names.iter().map(|name| Submitted::new((*name).to_owned(), vec!["x".into()])).collect();
        let mut collection = Collection { submissions, ignored: Vec::new() };
        let unmatched = roster.assign(&mut collection);
        (collection.submissions.into_iter().map(|found| (found.name, found.id)).collect(), unmatched)
    }

    fn owner(ids: &[&str], name: &str) -> Option<String> {
        assigned(ids, &[name]).0.into_iter().find(|(found, _)| found == name).and_then(|(_, id)| id)
    }

    #[test]
    fn an_id_is_a_whole_word_of_the_name() {
        for (id, name) in [
            ("1234", "Jane Doe_1234_assignsubmission_file"),
            ("Jane Doe", "Jane Doe_1234_assignsubmission_file"),
            ("doejane", "doejane_1234"),
            ("ann-lee", "homework-1-ann-lee"),
            ("ANN", "ann.zip"),
        ] {
            assert_eq!(owner(&[id], name).as_deref(), Some(id), "{name}");
        }
        for (id, name) in
            [("123", "Jane_1234"), ("ann", "joanne"), ("file", "Jo_1_assignsubmission_file"), ("bo", "ann")]
        {
            assert_eq!(owner(&[id], name), None, "{name}");
        }
    }

    #[test]
    fn the_longest_id_counts() {
        assert_eq!(owner(&["ann", "ann-lee", "lee"], "homework-ann-lee").as_deref(), Some("ann-lee"));
    }

    #[test]
    fn everyone_has_a_row_and_what_does_not_match_is_listed() {
        let (rows, unmatched) = assigned(&["ann", "bo", "cy"], &["ann_1", "ann_2", "dan", "bo"]);
        let names: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["ann_1", "ann_2", "bo", "cy", "dan"]);
        assert_eq!(unmatched.submissions, ["dan"]);
        assert_eq!(unmatched.absent, ["cy"]);
        assert_eq!(unmatched.several, ["ann"]);
    }
}
