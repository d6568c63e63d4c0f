//! Parts that several views share.

pub(in crate::tui) use crate::tensor::shape_text as shape;

use crate::grade::{CaseOutcome, OutputOutcome, Verdict};
use crate::tensor::{Plane, Scalar, Tensor};
use crate::tui::exercise::{ExerciseState, Freshness, Status};
use crate::tui::look::Look;
use crate::tui::wrap::{Margins, Piece, split_at_column, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A function's state as a glyph: shape and colour say the same.
pub(super) fn status_sign(state: &ExerciseState, look: &Look) -> Span<'static> {
    let (sign, style) = match state.status() {
        Status::Passed => (look.glyphs.passed, look.palette.right),
        Status::Partly => (look.glyphs.partial, look.palette.wrong),
        Status::Open => (look.glyphs.untouched, look.palette.dim),
        Status::Failed => (look.glyphs.failed, look.palette.wrong),
    };
    Span::styled(sign, if state.freshness == Freshness::Fresh { style } else { look.palette.dim })
}

/// A case's verdict as a glyph.
pub(super) fn case_sign(outcome: Option<&CaseOutcome>, look: &Look) -> Span<'static> {
    match outcome.map(|outcome| outcome.verdict) {
        None | Some(Verdict::NotStarted) => Span::styled(look.glyphs.untouched, look.palette.dim),
        Some(Verdict::Passed) => Span::styled(look.glyphs.passed, look.palette.right),
        Some(Verdict::Skipped) => Span::styled(look.glyphs.none, look.palette.dim),
        Some(_) => Span::styled(look.glyphs.failed, look.palette.wrong),
    }
}

/// The points, or what stands for them before there is a verdict: `6/10`, `~6/10`, `…`, `–`.
pub(super) fn points(state: &ExerciseState, most: u32, look: &Look) -> Span<'static> {
    let palette = &look.palette;
    let score = format!("{}/{most}", state.score());
    match (state.freshness, state.status()) {
        (Freshness::Running, _) => Span::styled(look.running, palette.accent),
        (_, Status::Open) => Span::styled(look.glyphs.none, palette.dim),
        (Freshness::Stale | Freshness::Unknown, _) => Span::styled(format!("{}{score}", "~"), palette.dim),
        (Freshness::Fresh, Status::Passed) => Span::styled(score, palette.right),
        (Freshness::Fresh, _) => Span::styled(score, palette.wrong),
    }
}

/// How an output differs, in words: `12 of 48 cells differ`, `shape (2, 3), expected (3, 2)`.
pub(super) fn difference(output: &OutputOutcome, look: &Look) -> Span<'static> {
    let words = match (&output.actual_shape, output.mismatched, output.total) {
        (None, ..) => "not returned".to_owned(),
        (Some(_), Some(0), total) => return Span::styled(all_right(total), look.palette.right),
        (Some(actual), None, _) => {
            format!("shape {}, expected {}", shape(actual), shape(&output.expected_shape))
        }
        (Some(_), Some(wrong), Some(total)) => format!("{wrong} of {total} cells differ"),
        (Some(_), Some(wrong), None) => format!("{wrong} cells differ"),
    };
    Span::styled(words, look.palette.wrong)
}

fn all_right(total: Option<usize>) -> String {
    match total {
        Some(total) if total > 1 => format!("all {total} cells right"),
        _ => "right".to_owned(),
    }
}

/// What is left of an area after its first lines.
pub(super) fn after_lines(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}

/// An index: `[0, 1, 2]`; nothing for a single number.
pub(in crate::tui) fn index(at: &[usize]) -> String {
    if at.is_empty() {
        return String::new();
    }
    format!("[{}]", at.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

/// A slice in words: `[0,:,:,2]`; nothing for a single number.
pub(super) fn section(tensor: &Tensor, plane: &Plane) -> String {
    let shown = |axis: usize| [plane.rows, plane.columns].contains(&Some(axis));
    let parts = (0..tensor.shape().len())
        .map(|axis| if shown(axis) { ":".to_owned() } else { plane.at[axis].to_string() });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { String::new() } else { format!("[{}]", parts.join(",")) }
}

/// Every digit that is needed to tell the value from all others.
pub(in crate::tui) fn exact(value: Scalar) -> String {
    match value {
        Scalar::F64(value) => format!("{value:?}"),
        Scalar::F32(value) => format!("{value:?}"),
        Scalar::I64(value) => value.to_string(),
        Scalar::U64(value) => value.to_string(),
        Scalar::Bool(value) => value.to_string(),
    }
}

/// One sentence, broken into lines.
pub(in crate::tui) fn sentence(text: &str, style: Style, width: u16) -> Vec<Line<'static>> {
    wrap(&[(text.to_owned(), style)], usize::from(width), &Margins::default())
}

/// Text of a program, line by line and never broken; a tab is four columns.
pub(super) fn verbatim(text: &str, style: Style) -> impl Iterator<Item = Line<'static>> {
    text.lines().map(move |line| Line::styled(line.replace('\t', "    "), style))
}

/// Pieces of one line as they are.
pub(in crate::tui) fn line(pieces: impl IntoIterator<Item = Piece>) -> Line<'static> {
    Line::from(pieces.into_iter().map(|(text, style)| Span::styled(text, style)).collect::<Vec<_>>())
}

/// Text cut to a width, with a sign that it was.
pub(in crate::tui) fn cut(text: &str, width: usize, look: &Look) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let (head, _) = split_at_column(text, width.saturating_sub(1));
    format!("{}{}", head.trim_end(), look.glyphs.ellipsis)
}

/// The end of a text that is cut to a width, with a sign that it was: of dotted names it tells most.
pub(in crate::tui) fn tail(text: &str, width: usize, look: &Look) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let mut start = text.len();
    for (at, letter) in text.char_indices().rev() {
        let columns = letter.width().unwrap_or(0);
        if columns > room {
            break;
        }
        (room, start) = (room - columns, at);
    }
    if width == 0 { String::new() } else { format!("{}{}", look.glyphs.ellipsis, &text[start..]) }
}

/// Draws lines from the top of an area; gives back what is left of it.
pub(in crate::tui) fn stack(lines: &[Line<'static>], area: Rect, buffer: &mut Buffer) -> Rect {
    let mut rest = area;
    for line in lines {
        if rest.height == 0 {
            break;
        }
        line.render(Rect { height: 1, ..rest }, buffer);
        rest.y += 1;
        rest.height -= 1;
    }
    rest
}
