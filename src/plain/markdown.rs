//! Markdown as sentences: the marks are left out, the words stay.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The text, one paragraph, item or line of code a line.
pub(super) fn sentences(markdown: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
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
            Event::HardBreak | Event::Start(Tag::Item | Tag::CodeBlock(_) | Tag::TableRow) => {
                lines.push(String::new());
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                lines.push(String::new());
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => lines.push(String::new()),
            _ => {}
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
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
    fn marks_are_left_out_and_words_stay() {
        let found = sentences("# Title\n\nOne **bold**\n`word`.\n\n- first\n- second\n\n```\na\nb\n```\n");
        assert_eq!(found, ["Title", "One bold word.", "first", "second", "a", "b"]);
    }
}
