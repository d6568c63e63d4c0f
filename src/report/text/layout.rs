//! Indents, wraps and headings.

use super::TextReport;
pub(super) use crate::style::{counted, cut};

use crate::style::{Line, Meaning, wrapped};
use unicode_width::UnicodeWidthStr;

/// How far what belongs to a heading is indented.
pub(super) const INDENT: usize = 2;

/// A heading with a rule to the right edge.
pub(super) fn heading(report: &TextReport, text: &str) -> Line {
    let theme = &report.theme;
    let rule = report.width().saturating_sub(text.width() + 4);
    theme
        .line(Meaning::Faint, format!("{} ", theme.glyphs.rule.repeat(2)))
        .with(text, theme.style(Meaning::Strong))
        .with(format!(" {}", theme.glyphs.rule.repeat(rule)), theme.style(Meaning::Faint))
}

/// Lines moved to the right.
pub(super) fn indented(lines: impl IntoIterator<Item = Line>, columns: usize) -> impl Iterator<Item = Line> {
    lines.into_iter().map(move |line| {
        let mut indented = Line::default();
        if !line.0.is_empty() {
            indented.pad_to(columns);
        }
        indented.append(line);
        indented
    })
}

/// Prose of one meaning, broken between words where the report ends.
pub(super) fn prose(report: &TextReport, meaning: Meaning, text: &str) -> Vec<Line> {
    let text = report.theme.text(text);
    wrapped(&text, report.width() - INDENT).into_iter().map(|line| report.theme.line(meaning, line)).collect()
}

/// A label and prose after it; further lines stand under the prose.
pub(super) fn labelled(report: &TextReport, label: (&str, Meaning), text: &str) -> Vec<Line> {
    let theme = &report.theme;
    let (label, meaning) = label;
    let indent = label.width() + 1;
    let parts = wrapped(&theme.text(text), report.width().saturating_sub(INDENT + indent).max(20));
    let lines = parts.into_iter().enumerate().map(|(place, part)| {
        let mut line = if place == 0 { theme.line(meaning, label) } else { Line::default() };
        line.pad_to(indent);
        line.with(part, theme.style(Meaning::Text))
    });
    lines.collect()
}

/// Text as it is, each of its lines cut at the right edge.
pub(super) fn verbatim(report: &TextReport, meaning: Meaning, text: &str) -> Vec<Line> {
    let width = report.width() - INDENT;
    text.lines().map(|line| report.theme.line(meaning, cut(line, width, &report.theme))).collect()
}
