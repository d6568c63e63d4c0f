//! What the compiler says, or why the file was refused before it.

use super::pieces::{sentence, verbatim};
use crate::grade::{Diagnostic, Verdict};
use crate::tui::look::Look;
use crate::tui::model::{Kit, Model};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

pub(super) fn lines(model: &Model, look: &Look, width: u16) -> Vec<Line<'static>> {
    let outcome = model.state().outcome.as_ref();
    let diagnostics = outcome.map_or(&[][..], |outcome| &outcome.diagnostics);
    if diagnostics.is_empty() {
        return sentence(&nothing(model), look.palette.dim, width);
    }
    let mut lines = Vec::new();
    for diagnostic in diagnostics {
        lines.extend(rendered(diagnostic, look, width));
        if let Some(words) = &diagnostic.explanation {
            lines.extend(sentence(words, look.palette.accent, width));
        }
        lines.push(Line::default());
    }
    lines.extend(sentence("Press e to edit at the first of these lines.", look.palette.dim, width));
    lines
}

/// Why there is nothing to show.
fn nothing(model: &Model) -> String {
    let file = model.exercise().file();
    match model.verdict() {
        None if matches!(model.kit, Kit::Failed(_)) => "Nothing can be compiled.".to_owned(),
        None => "Nothing was compiled yet.".to_owned(),
        Some(Verdict::Missing) => format!("There is no {file}. Press e to write it."),
        Some(Verdict::CompileTimeout) => format!("The compiler took too long over {file} and was stopped."),
        Some(_) => format!("The compiler has nothing to say about {file}."),
    }
}

fn rendered(diagnostic: &Diagnostic, look: &Look, width: u16) -> Vec<Line<'static>> {
    if !diagnostic.rendered.is_empty() {
        return verbatim(&diagnostic.rendered, Style::new()).map(|line| coloured(&line, look)).collect();
    }
    let code = diagnostic.code.as_ref().map(|code| format!("[{code}]")).unwrap_or_default();
    let text = format!("{}{code}: {}", diagnostic.level, diagnostic.message);
    let mut lines = sentence(&text, look.palette.wrong, width);
    if diagnostic.line > 0 {
        let place =
            format!("  {} {}:{}:{}", look.glyphs.arrow, diagnostic.file, diagnostic.line, diagnostic.column);
        lines.push(Line::styled(place, look.palette.accent));
    }
    lines
}

/// Colours a line of rustc's own rendering by what it begins with.
fn coloured(line: &Line, look: &Look) -> Line<'static> {
    let text = line.to_string();
    let palette = &look.palette;
    let begins = text.trim_start();
    let (head, rest) = match begins.find('|').filter(|bar| is_gutter(&begins[..*bar])) {
        Some(bar) => text.split_at(text.len() - begins.len() + bar + 1),
        None => ("", text.as_str()),
    };
    if !head.is_empty() {
        let mut spans = vec![Span::styled(head.to_owned(), palette.dim)];
        // Below a line of source, which has a number, stand the marks and what they mean.
        let is_source = head.contains(|letter: char| letter.is_ascii_digit());
        if is_source {
            spans.push(Span::styled(rest.to_owned(), palette.text));
        } else {
            spans.extend(marks(rest, look));
        }
        return Line::from(spans);
    }
    let style = match rest.trim_start() {
        rest if rest.starts_with("error") => palette.strong.patch(palette.wrong),
        rest if rest.starts_with("warning") => palette.strong,
        rest if rest.starts_with("-->") || rest.starts_with(":::") => palette.accent,
        rest if rest.starts_with("= ") => palette.dim,
        _ => palette.text,
    };
    Line::styled(rest.to_owned(), style)
}

/// The error's own mark `^^^` and its words in one colour, what else is marked in another.
fn marks(text: &str, look: &Look) -> [Span<'static>; 2] {
    let (before, from) = text.split_at(text.find('^').unwrap_or(text.len()));
    [Span::styled(before.to_owned(), look.palette.accent), Span::styled(from.to_owned(), look.palette.wrong)]
}

/// Whether this stands before the bar at the left of the source: a line number, or nothing.
fn is_gutter(text: &str) -> bool {
    text.trim().chars().all(|letter| letter.is_ascii_digit())
}
