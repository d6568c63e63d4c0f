//! Styled text, broken into lines of a width.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// A piece of text in one style.
pub(super) type Piece = (String, Style);

/// What stands before the text on the first line, and on the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Margins {
    pub(super) first: Vec<Piece>,
    pub(super) rest: Vec<Piece>,
}

/// Keeps two words on one line; drawn as a space.
pub(super) const TIE: char = '\u{a0}';

/// Breaks text at spaces into lines of at most `width` columns, margins included; longer words are cut.
pub(super) fn wrap(pieces: &[Piece], width: usize, margins: &Margins) -> Vec<Line<'static>> {
    let (line, used) = (margins.first.clone(), columns(&margins.first));
    let mut lines = Lines { width, margins, done: Vec::new(), line, used, empty: true };
    for word in words(pieces) {
        lines.push(word);
    }
    lines.finish()
}

/// A run of letters without a space; its style may change inside.
#[derive(Debug, Default)]
struct Word {
    pieces: Vec<Piece>,
    /// The style of the space before it.
    space: Style,
}

fn words(pieces: &[Piece]) -> Vec<Word> {
    let mut words = vec![Word::default()];
    for (text, style) in pieces {
        for (index, part) in text.split(|letter: char| letter.is_ascii_whitespace()).enumerate() {
            if index > 0 {
                words.push(Word { pieces: Vec::new(), space: *style });
            }
            if let Some(word) = words.last_mut().filter(|_| !part.is_empty()) {
                word.pieces.push((part.to_owned(), *style));
            }
        }
    }
    words.retain(|word| !word.pieces.is_empty());
    words
}

struct Lines<'a> {
    width: usize,
    margins: &'a Margins,
    done: Vec<Line<'static>>,
    line: Vec<Piece>,
    used: usize,
    empty: bool,
}

impl Lines<'_> {
    fn push(&mut self, word: Word) {
        let length = columns(&word.pieces);
        if !self.empty && self.used + 1 + length > self.width {
            self.break_line();
        }
        if !self.empty {
            self.line.push((" ".to_owned(), word.space));
            self.used += 1;
        }
        for (text, style) in word.pieces {
            self.push_text(&text, style);
        }
    }

    /// Appends a part of a word, cutting it where even a whole line is too short.
    fn push_text(&mut self, text: &str, style: Style) {
        let mut rest = text;
        while self.used + rest.width() > self.width {
            let room = self.width.saturating_sub(self.used);
            let (head, tail) = split_at_column(rest, room);
            if head.is_empty() && self.empty {
                // Not even one letter fits: nothing better than to be clipped.
                break;
            }
            self.line.push((head.to_owned(), style));
            self.break_line();
            rest = tail;
        }
        self.used += rest.width();
        self.empty = false;
        self.line.push((rest.to_owned(), style));
    }

    fn break_line(&mut self) {
        let line = std::mem::replace(&mut self.line, self.margins.rest.clone());
        self.done.push(line_of(line));
        self.used = columns(&self.margins.rest);
        self.empty = true;
    }

    fn finish(mut self) -> Vec<Line<'static>> {
        self.done.push(line_of(std::mem::take(&mut self.line)));
        self.done
    }
}

/// Cuts a text after at most so many columns.
pub(super) fn split_at_column(text: &str, columns: usize) -> (&str, &str) {
    let mut end = 0;
    for (start, letter) in text.char_indices() {
        let next = start + letter.len_utf8();
        if text[..next].width() > columns {
            break;
        }
        end = next;
    }
    text.split_at(end)
}

/// The columns that pieces take.
pub(super) fn columns(pieces: &[Piece]) -> usize {
    pieces.iter().map(|(text, _)| text.width()).sum()
}

/// One line of pieces; neighbours of one style become one span.
fn line_of(pieces: Vec<Piece>) -> Line<'static> {
    let mut merged: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (text, style) in pieces {
        let text = text.replace(TIE, " ");
        match merged.last_mut() {
            Some((last, before)) if *before == style => last.push_str(&text),
            _ => merged.push((text, style)),
        }
    }
    Line::from(merged.into_iter().map(|(text, style)| Span::styled(text, style)).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize, margins: &Margins) -> Vec<String> {
        let pieces = [(text.to_owned(), Style::new())];
        wrap(&pieces, width, margins).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn lines_break_at_spaces() {
        let lines = wrapped("the filter slides over the image", 12, &Margins::default());
        assert_eq!(lines, ["the filter", "slides over", "the image"]);
    }

    #[test]
    fn margins_hang() {
        let piece = |text: &str| vec![(text.to_owned(), Style::new())];
        let margins = Margins { first: piece("• "), rest: piece("  ") };
        assert_eq!(wrapped("one two three", 9, &margins), ["• one two", "  three"]);
    }

    #[test]
    fn a_word_that_no_line_can_hold_is_cut() {
        assert_eq!(wrapped("abcdefgh", 3, &Margins::default()), ["abc", "def", "gh"]);
        assert_eq!(wrapped("", 3, &Margins::default()), [""]);
    }

    #[test]
    fn wide_letters_count_as_two_columns() {
        assert_eq!(wrapped("日本語", 4, &Margins::default()), ["日本", "語"]);
        assert_eq!(wrapped("日本", 1, &Margins::default()).concat(), "日本");
    }
}
