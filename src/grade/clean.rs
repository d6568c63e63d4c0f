//! Text of strangers, made harmless for terminals and reports.

use std::fmt::Write;

/// Invalid UTF-8 becomes U+FFFD; control characters except line feed and tab, and characters that reorder or hide
/// text, become visible escapes.
#[must_use]
pub fn clean(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for character in String::from_utf8_lossy(bytes).replace("\r\n", "\n").chars() {
        match character {
            '\n' | '\t' => text.push(character),
            // Bidirectional controls, zero-width characters, line separators, tags and the byte order mark.
            '\u{061c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => escape(&mut text, character),
            character if character.is_control() => escape(&mut text, character),
            character => text.push(character),
        }
    }
    text
}

fn escape(text: &mut String, character: char) {
    let code = u32::from(character);
    // Writing to a String cannot fail.
    let _ = if code < 0x100 { write!(text, "\\x{code:02x}") } else { write!(text, "\\u{{{code:x}}}") };
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn control_bytes_become_visible() {
        assert_eq!(clean(b"\x1b[31mred\x1b[0m\x07"), "\\x1b[31mred\\x1b[0m\\x07");
        assert_eq!(clean("\u{9b}1m".as_bytes()), "\\x9b1m");
    }

    #[test]
    fn text_that_reorders_or_hides_becomes_visible() {
        assert_eq!(clean("a\u{202e}b\u{200b}c\u{feff}".as_bytes()), "a\\u{202e}b\\u{200b}c\\u{feff}");
    }

    #[test]
    fn ordinary_text_stays() {
        assert_eq!(clean("Σ x² ≤ 1\n\tend\r\n".as_bytes()), "Σ x² ≤ 1\n\tend\n");
        assert_eq!(clean(b"\xff"), "\u{fffd}");
    }
}
