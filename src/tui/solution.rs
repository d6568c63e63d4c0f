//! The reference solution beside the learner's own text.

use similar::{ChangeTag, TextDiff};

/// Both texts, compared line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Solution {
    pub(super) lines: Vec<(Origin, String)>,
    /// The first line shown.
    pub(super) first: usize,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Both,
    Yours,
    Reference,
}

impl Solution {
    /// Compares two texts.
    pub(super) fn of(yours: &str, reference: &str) -> Self {
        let diff = TextDiff::from_lines(yours, reference);
        let lines = diff.iter_all_changes().map(|change| {
            let origin = match change.tag() {
                ChangeTag::Equal => Origin::Both,
                ChangeTag::Delete => Origin::Yours,
                ChangeTag::Insert => Origin::Reference,
            };
            (origin, crate::grade::clean(change.value().trim_end_matches(['\n', '\r']).as_bytes()))
        });
        Self { lines: lines.collect(), first: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart_by_where_they_stand() {
        let solution = Solution::of("fn shift() {\n    1\n}\n", "fn shift() {\n    2\n}\n");
        let origins: Vec<(Origin, &str)> =
            solution.lines.iter().map(|(origin, line)| (*origin, line.as_str())).collect();
        let expected = [
            (Origin::Both, "fn shift() {"),
            (Origin::Yours, "    1"),
            (Origin::Reference, "    2"),
            (Origin::Both, "}"),
        ];
        assert_eq!(origins, expected);
    }

    #[test]
    fn what_a_terminal_would_obey_is_made_visible() {
        let solution = Solution::of("\u{1b}[2J\n", "");
        assert!(!solution.lines[0].1.contains('\u{1b}'));
    }
}
