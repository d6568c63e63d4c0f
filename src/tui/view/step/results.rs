//! Where a function cannot be stepped through: what it gave, output by output, at the cell that is furthest off.

use crate::course::Exercise;
use crate::tensor::Mismatch;
use crate::tui::exercise::CaseState;
use crate::tui::look::Look;
use crate::tui::subject::{Side, Subject, subjects};
use crate::tui::view::pieces::{exact, index, line, sentence, shape};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// One line an output, below a sentence; nothing where no output is known.
pub(super) fn lines(exercise: &Exercise, known: &CaseState, look: &Look, width: u16) -> Vec<Line<'static>> {
    let all = subjects(exercise, known);
    let outputs: Vec<&Subject> =
        all.iter().filter(|subject| matches!(subject.side, Side::Output { .. })).collect();
    let longest = outputs.iter().map(|output| output.name.chars().count()).max().unwrap_or(0);
    let widest = outputs.iter().map(|output| shape(output.tensor.shape()).len()).max().unwrap_or(0);
    let rows = outputs.iter().map(|output| {
        let (sign, style, mut words) = result(output, look);
        let mut row = line([
            (format!("{sign} "), style),
            (format!("{:<longest$}  ", output.name), look.palette.strong),
            (format!("{:<widest$}  ", shape(output.tensor.shape())), look.palette.dim),
        ]);
        row.spans.append(&mut words);
        row
    });
    let mut lines = Vec::new();
    if !outputs.is_empty() {
        let text = "What it gives as a whole is known, output by output:";
        lines.extend(sentence(text, look.palette.dim, width));
        lines.push(Line::default());
    }
    lines.extend(rows);
    lines
}

/// A sign, its style, and how the output went in words.
fn result(output: &Subject, look: &Look) -> (&'static str, Style, Vec<Span<'static>>) {
    let (palette, glyphs) = (&look.palette, look.glyphs);
    let words = |text: &str, style| vec![Span::styled(text.to_owned(), style)];
    let Side::Output { actual: Some(actual), .. } = output.side else {
        return (glyphs.untouched, palette.dim, words("not returned yet", palette.dim));
    };
    match output.mismatches() {
        None => {
            let text = format!("yours has the shape {}", shape(actual.shape()));
            (glyphs.failed, palette.wrong, words(&text, palette.wrong))
        }
        Some(mismatches) => match mismatches.first() {
            None => (glyphs.passed, palette.right, words("right", palette.right)),
            Some(worst) => (glyphs.failed, palette.wrong, worst_cell(worst, mismatches.len(), look)),
        },
    }
}

/// `3 cells differ, most at [0, 1]: expected 0.5, yours 1.0`
fn worst_cell(worst: &Mismatch, count: usize, look: &Look) -> Vec<Span<'static>> {
    let palette = &look.palette;
    let lead = match (count, index(&worst.index)) {
        (_, place) if place.is_empty() => String::new(),
        (1, place) => format!("1 cell differs, {place}: "),
        (_, place) => format!("{count} cells differ, most {place}: "),
    };
    let spans = [
        (lead, palette.wrong),
        ("expected ".to_owned(), palette.dim),
        (exact(worst.expected), palette.right),
        (", yours ".to_owned(), palette.dim),
        (exact(worst.actual), palette.wrong),
    ];
    line(spans).spans
}
