//! How wide the text is, and how it looks.

use crate::style::{Line, Meaning, Theme, cut, wrapped};
use unicode_width::UnicodeWidthStr;

/// Where the text is written to.
pub(super) struct Page {
    pub(super) theme: Theme,
    /// `None` where nothing says how wide it is: prose keeps to a usual width, and nothing is cut.
    pub(super) width: Option<usize>,
}

/// Columns of prose where nothing says how many there are.
const PROSE: usize = 100;
/// Narrower columns are of no use to anyone.
const NARROWEST: usize = 24;

impl Page {
    /// Sentences, broken between words and moved to the right.
    pub(super) fn prose(&self, meaning: Meaning, indent: usize, text: &str) -> Vec<Line> {
        let width = self.width.unwrap_or(PROSE).saturating_sub(indent).max(NARROWEST);
        let line = |text: String| indented(indent).with(text, self.theme.style(meaning));
        wrapped(&self.theme.text(text), width).into_iter().map(line).collect()
    }

    /// A name or a shape that may be cut to a part of the width.
    pub(super) fn fitted(&self, text: &str, part: usize) -> String {
        match self.width {
            Some(width) => cut(text, (width / part).max(NARROWEST), &self.theme),
            None => text.to_owned(),
        }
    }

    /// Appends text of a meaning.
    pub(super) fn push(&self, line: &mut Line, meaning: Meaning, text: &str) {
        line.push(self.theme.text(text), self.theme.style(meaning));
    }
}

/// A line that begins so far to the right.
pub(super) fn indented(columns: usize) -> Line {
    let mut line = Line::default();
    line.pad_to(columns);
    line
}

/// The columns of the widest text.
pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a String>) -> usize {
    texts.map(|text| text.width()).max().unwrap_or(0)
}
