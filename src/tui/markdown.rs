//! Markdown as lines for a terminal: headings, paragraphs, lists, quotations, code and rules.

use super::palette::Palette;
use super::wrap::{Margins, Piece, wrap};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// Lays markdown out in lines of at most `width` columns; lines of code keep their length.
pub(super) fn lines(markdown: &str, width: usize, palette: &Palette) -> Vec<Line<'static>> {
    let mut page = Page {
        palette,
        width,
        lines: Vec::new(),
        pieces: Vec::new(),
        styles: vec![palette.text],
        lists: Vec::new(),
        marker: None,
        quotes: 0,
        code: None,
    };
    for event in Parser::new_ext(markdown, Options::empty()) {
        page.take(event);
    }
    page.end_text();
    while page.lines.last().is_some_and(|line| line.width() == 0) {
        page.lines.pop();
    }
    page.lines
}

struct Page<'a> {
    palette: &'a Palette,
    width: usize,
    lines: Vec<Line<'static>>,
    /// The paragraph so far.
    pieces: Vec<Piece>,
    /// Innermost last.
    styles: Vec<Style>,
    /// The open lists, with the next number of the ordered ones.
    lists: Vec<Option<u64>>,
    /// The bullet or number that the next line begins with.
    marker: Option<String>,
    quotes: usize,
    /// The code block so far, inside one.
    code: Option<String>,
}

impl Page<'_> {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.push(text.into_string()),
            },
            Event::Code(text) => {
                self.pieces.push((text.into_string(), self.palette.accent));
            }
            Event::SoftBreak => self.push(" ".to_owned()),
            Event::HardBreak => self.end_text(),
            Event::Rule => {
                let rule = "─".repeat(self.width);
                self.lines.push(Line::from(Span::styled(rule, self.palette.faint)));
                self.blank();
            }
            Event::Html(text) | Event::InlineHtml(text) => self.push(text.into_string()),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Heading { level, .. } => self.styles.push(self.heading(*level)),
            Tag::Emphasis => self.styles.push(self.style().add_modifier(Modifier::ITALIC)),
            Tag::Strong => self.styles.push(self.style().add_modifier(Modifier::BOLD)),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(_) => {
                self.end_text();
                self.code = Some(String::new());
            }
            Tag::List(first) => {
                self.end_text();
                self.lists.push(*first);
            }
            Tag::Item => self.marker = Some(self.next_marker()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.end_text();
                self.styles.pop();
                self.blank();
            }
            TagEnd::Paragraph => {
                self.end_text();
                self.blank();
            }
            TagEnd::Emphasis | TagEnd::Strong => {
                self.styles.pop();
            }
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.blank();
                }
            }
            TagEnd::Item => {
                self.end_text();
                self.marker = None;
            }
            _ => {}
        }
    }

    fn heading(&self, level: HeadingLevel) -> Style {
        match level {
            HeadingLevel::H1 => self.palette.strong.add_modifier(Modifier::UNDERLINED),
            _ => self.palette.strong,
        }
    }

    fn style(&self) -> Style {
        self.styles.last().copied().unwrap_or_default()
    }

    fn push(&mut self, text: String) {
        self.pieces.push((text, self.style()));
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    fn next_marker(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "• ".to_owned(),
        }
    }

    /// Ends a run of text: it becomes lines.
    fn end_text(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        if !pieces.is_empty() {
            let margins = self.margins();
            self.lines.extend(wrap(&pieces, self.width, &margins));
        }
    }

    fn margins(&mut self) -> Margins {
        let depth = self.lists.len().saturating_sub(1);
        let outer = "▏ ".repeat(self.quotes) + &"  ".repeat(depth);
        let hanging = if self.lists.is_empty() { "" } else { "  " };
        let marker = self.marker.take().unwrap_or_else(|| hanging.to_owned());
        let width = marker.chars().count().max(hanging.len());
        let piece = |text: String| vec![(text, self.palette.dim)];
        Margins { first: piece(format!("{outer}{marker}")), rest: piece(format!("{outer}{:width$}", "")) }
    }

    fn end_code(&mut self) {
        let code = self.code.take().unwrap_or_default();
        let indent = "  ".repeat(self.lists.len() + 1);
        let lines =
            code.lines().map(|line| Line::from(Span::styled(format!("{indent}{line}"), self.palette.text)));
        self.lines.extend(lines);
        self.blank();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(markdown: &str, width: usize) -> Vec<String> {
        lines(markdown, width, &Palette::default()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn paragraphs_are_wrapped_and_parted_by_one_blank_line() {
        assert_eq!(
            text("# Shift\n\nMoves every\ncell.\n\n\nNo more.", 12),
            ["Shift", "", "Moves every", "cell.", "", "No more."]
        );
    }

    #[test]
    fn list_items_hang_and_nest() {
        let markdown = "- first item here\n- second\n  - inner\n\n1. one\n2. two";
        assert_eq!(
            text(markdown, 12),
            ["• first item", "  here", "• second", "  • inner", "", "1. one", "2. two"]
        );
    }

    #[test]
    fn figures_keep_their_shape() {
        assert_eq!(
            text("Look:\n\n```text\n a  b\n\n  c\n```\nEnd.", 5),
            ["Look:", "", "   a  b", "  ", "    c", "", "End."]
        );
    }

    #[test]
    fn code_and_emphasis_are_styled() {
        let palette = Palette { accent: Style::new().bold(), ..Palette::default() };
        let lines = lines("Use `s![]` *here*.", 40, &palette);
        let styles: Vec<_> = lines[0].spans.iter().map(|span| (span.content.as_ref(), span.style)).collect();
        let plain = Style::new();
        assert_eq!(
            styles,
            [("Use ", plain), ("s![]", plain.bold()), (" ", plain), ("here", plain.italic()), (".", plain)]
        );
    }
}
