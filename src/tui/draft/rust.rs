//! The parts of a line of Rust that are coloured. A line is looked at by itself, so that only comments and strings
//! that end on their line are known.

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Kind {
    Comment,
    Text,
    Number,
    Keyword,
    /// A type, or a constant: it begins with a capital.
    Type,
    /// `name!`
    Macro,
}

/// A part of a line: its kind, its first character and its length, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Part {
    pub(in crate::tui) kind: Kind,
    pub(in crate::tui) start: usize,
    pub(in crate::tui) length: usize,
}

const KEYWORDS: [&str; 38] = [
    "as", "async", "await", "bool", "break", "char", "const", "continue", "crate", "dyn", "else", "enum",
    "f32", "f64", "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut",
    "pub", "ref", "return", "self", "static", "struct", "super", "true", "type", "use", "usize", "while",
];

/// The coloured parts of a line, in order.
pub(in crate::tui) fn parts(line: &str) -> Vec<Part> {
    let letters: Vec<char> = line.chars().collect();
    let mut parts = Vec::new();
    let mut start = 0;
    while start < letters.len() {
        let (kind, length) = part(&letters[start..]);
        if let Some(kind) = kind {
            parts.push(Part { kind, start, length });
        }
        start += length;
    }
    parts
}

/// The kind of the part at the beginning, and its length, which is never 0.
fn part(letters: &[char]) -> (Option<Kind>, usize) {
    match letters {
        ['/', '/', ..] => (Some(Kind::Comment), letters.len()),
        ['"', rest @ ..] => (Some(Kind::Text), 1 + quoted(rest)),
        ['\'', '\\', ..] => (
            Some(Kind::Text),
            letters.iter().skip(2).position(|letter| *letter == '\'').map_or(2, |at| at + 3),
        ),
        ['\'', _, '\'', ..] => (Some(Kind::Text), 3),
        [first, ..] if first.is_ascii_digit() => (Some(Kind::Number), number(letters)),
        [first, ..] if is_word(*first) => {
            let length = letters.iter().take_while(|letter| is_word(**letter)).count();
            (word(&letters[..length], letters.get(length)), length)
        }
        _ => (None, 1),
    }
}

fn word(letters: &[char], next: Option<&char>) -> Option<Kind> {
    let word: String = letters.iter().collect();
    if KEYWORDS.contains(&word.as_str()) {
        Some(Kind::Keyword)
    } else if next == Some(&'!') {
        Some(Kind::Macro)
    } else {
        letters.first().is_some_and(|first| first.is_uppercase()).then_some(Kind::Type)
    }
}

/// Characters up to the closing quote, which counts as one of them.
fn quoted(letters: &[char]) -> usize {
    let mut escaped = false;
    let end = letters.iter().position(|letter| {
        let closes = *letter == '"' && !escaped;
        escaped = *letter == '\\' && !escaped;
        closes
    });
    end.map_or(letters.len(), |end| end + 1)
}

/// Digits, with a point only where a digit follows: `0..n` holds the number 0.
fn number(letters: &[char]) -> usize {
    let inside = |(at, letter): (usize, &char)| {
        is_word(*letter) || (*letter == '.' && letters.get(at + 1).is_some_and(char::is_ascii_digit))
    };
    letters.iter().enumerate().take_while(|place| inside(*place)).count()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(line: &str) -> Vec<(Kind, String)> {
        let text = |part: &Part| line.chars().skip(part.start).take(part.length).collect();
        parts(line).iter().map(|part| (part.kind, text(part))).collect()
    }

    #[test]
    fn words_numbers_and_comments_are_told_apart() {
        let expected = [
            (Kind::Keyword, "let"),
            (Kind::Type, "Array2"),
            (Kind::Keyword, "f64"),
            (Kind::Number, "0"),
            (Kind::Number, "1.5e3"),
            (Kind::Macro, "todo"),
            (Kind::Text, "\"a \\\" // b\""),
            (Kind::Text, "'x'"),
            (Kind::Comment, "// why"),
        ];
        let found = kinds(r#"let a: Array2<f64> = f(0..n, 1.5e3, todo!("a \" // b"), 'x'); // why"#);
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn lifetimes_and_open_quotes_end_with_the_line() {
        assert_eq!(kinds("&'a str"), []);
        assert_eq!(kinds("\"open"), [(Kind::Text, "\"open".to_owned())]);
        assert_eq!(kinds("'\\n'"), [(Kind::Text, "'\\n'".to_owned())]);
        assert_eq!(kinds("'\\"), [(Kind::Text, "'\\".to_owned())]);
    }
}
