//! Who handed in what, as a Gradescope export tells in `submission_metadata.yml`.
//!
//! ```yaml
//! submission_123:
//!   :submitters:
//!   - :name: Jane Doe
//!     :sid: '4711'
//!     :email: jane@example.edu
//! ```
//! Of that file only this much is read; the rest repeats results of the platform.

use crate::grade::clean;
use std::collections::BTreeMap;
use std::path::Path;

/// Where an export says who is who.
pub(super) const FILE: &str = "submission_metadata.yml";

const KEYS: [&str; 3] = [":name:", ":sid:", ":email:"];

/// The names of the people behind each folder; none where there is no such file.
pub(super) fn read(file: &Path) -> BTreeMap<String, Vec<String>> {
    std::fs::read(file).map(|bytes| parse(&clean(&bytes))).unwrap_or_default()
}

fn parse(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut people: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut submission, mut is_inside) = (None, false);
    for line in text.lines() {
        let content = line.trim_start();
        let is_top = content.len() == line.len() && !content.starts_with('-');
        if is_top {
            submission = content.strip_suffix(':').map(str::to_owned);
            is_inside = false;
        } else if content.starts_with(":submitters:") {
            is_inside = true;
        } else if is_inside {
            let is_item = content.starts_with('-');
            let content = content.trim_start_matches(['-', ' ']);
            let found = KEYS.iter().find_map(|key| content.strip_prefix(key));
            match (&submission, found) {
                (Some(submission), Some(value)) => {
                    let value = value.trim().trim_matches(['\'', '"']);
                    if !value.is_empty() {
                        people.entry(submission.clone()).or_default().push(value.to_owned());
                    }
                }
                // Another key beside the list ends it.
                _ if !is_item && line.starts_with("  :") => is_inside = false,
                _ => {}
            }
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn submitters_are_read_and_nothing_else() {
        let text = "---\nsubmission_7:\n  :submitters:\n  - :name: Jane Doe\n    :sid: '4711'\n    :email: jane@example.edu\n  :created_at: 2026-01-01\n  :results:\n    tests:\n    - :name: a test\nsubmission_8:\n  :submitters:\n  - :name: Bo\n";
        let people = parse(text);
        assert_eq!(people["submission_7"], ["Jane Doe", "4711", "jane@example.edu"]);
        assert_eq!(people["submission_8"], ["Bo"]);
        assert_eq!(people.len(), 2);
    }

    #[test]
    fn a_file_of_another_kind_names_nobody() {
        assert!(parse("{\"a\": 1}\n- - -\n:submitters:\n").is_empty());
    }
}
