//! Markdown as sentences: the marks and the figures are left out, the words stay.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Stands for a figure.
const FIGURE: &str = "(A figure is left out here.)";

/// Signs with which prose names the cells of a figure.
const SHADES: [char; 4] = ['░', '▒', '▓', '█'];

/// Whether a block of code is being read, and the line at which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Code {
    Outside,
    From(usize),
}

/// The text, one paragraph, item or line of code a line.
pub(super) fn sentences(markdown: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut code = Code::Outside;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let text =
                    if code == Code::Outside { text.replace(SHADES, "shaded") } else { text.into_string() };
                let mut parts = text.split('\n');
                push(&mut lines, parts.next().unwrap_or_default());
                for part in parts {
                    lines.push(part.to_owned());
                }
            }
            Event::SoftBreak => push(&mut lines, " "),
            Event::Start(Tag::TableCell) if lines.last().is_some_and(|line| !line.is_empty()) => {
                push(&mut lines, ", ");
            }
            Event::Start(Tag::CodeBlock(_)) => {
                lines.push(String::new());
                code = Code::From(lines.len() - 1);
            }
            Event::End(TagEnd::CodeBlock) => {
                let Code::From(begin) = std::mem::replace(&mut code, Code::Outside) else { continue };
                if lines[begin..].iter().any(|line| line.chars().any(is_drawn)) {
                    lines.truncate(begin);
                    lines.push(FIGURE.to_owned());
                }
                lines.push(String::new());
            }
            Event::HardBreak | Event::Start(Tag::Item | Tag::TableRow) => {
                lines.push(String::new());
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => {
                lines.push(String::new());
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => lines.push(String::new()),
            _ => {}
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// Lines, blocks and shapes, which no voice can read.
fn is_drawn(letter: char) -> bool {
    ('\u{2500}'..='\u{25ff}').contains(&letter)
}

fn push(lines: &mut [String], text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_left_out() {
        assert_eq!(sentences("Before.\n\n```text\n┌─┐\n└─┘\n```\n\nAfter.\n"), ["Before.", FIGURE, "After."]);
    }

    #[test]
    fn marks_are_left_out_and_words_stay() {
        let found = sentences("# Title\n\nOne **bold**\n`word`.\n\n- first\n- second\n\n```\na\nb\n```\n");
        assert_eq!(found, ["Title", "One bold word.", "first", "second", "a", "b"]);
    }
}
