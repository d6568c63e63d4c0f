//! Words that have to fit: cut, broken into lines, counted.

use super::Theme;
use std::fmt::Display;
use unicode_width::UnicodeWidthStr;

/// The text, or as much of it as fits and an ellipsis.
#[must_use]
pub fn cut(text: &str, width: usize, theme: &Theme) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        if kept.width() + character.to_string().width() + 1 > width {
            break;
        }
        kept.push(character);
    }
    kept + theme.glyphs.ellipsis
}

/// `1 cell`, `2 cells`.
#[must_use]
pub fn counted<Count: Copy + Display + PartialEq + From<u8>>(count: Count, noun: &str) -> String {
    format!("{count} {noun}{}", if count == Count::from(1) { "" } else { "s" })
}

/// The text's lines, broken between words; a word wider than `width` stands alone.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.width() + 1 + word.width() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_breaks_between_words() {
        assert_eq!(wrapped("one two three\nfour", 8), ["one two", "three", "four"]);
        assert_eq!(wrapped("unbreakable word", 5), ["unbreakable", "word"]);
    }
}
