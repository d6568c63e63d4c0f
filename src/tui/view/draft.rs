//! The built-in editor: numbered lines of Rust, and its questions.

use super::pieces::{sentence, stack};
use crate::course::Exercise;
use crate::tui::areas::Areas;
use crate::tui::draft::rust::{Kind, parts};
use crate::tui::draft::{Draft, Question};
use crate::tui::look::Look;
use crate::tui::model::Model;
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};
use ratatui_textarea::DataCursor;
use unicode_width::UnicodeWidthChar;

/// Columns between two tab stops.
const TAB: u16 = 4;

pub(super) fn draw(
    model: &Model,
    draft: &Draft,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
    areas: &mut Areas,
) {
    let palette = &look.palette;
    let DataCursor(row, column) = draft.area.cursor();
    let file = model.course.exercises.get(draft.exercise).map(Exercise::file).unwrap_or_default();
    let state = if draft.is_changed() { "not saved " } else { "" };
    let plain = |style: Style| Style::reset().patch(style);
    Block::bordered()
        .border_set(look.border)
        .border_style(palette.faint)
        .title(Line::from(vec![
            Span::styled(format!(" {file} "), plain(palette.strong)),
            Span::styled(state, plain(palette.wrong)),
        ]))
        .title_bottom(Span::styled(format!(" line {} column {} ", row + 1, column + 1), plain(palette.dim)))
        .render(area, buffer);
    let inside = area.inner(Margin::new(1, 1));
    let question = question(&draft.question);
    let asked = question.map(|text| sentence(text, palette.wrong, inside.width)).unwrap_or_default();
    areas.body = stack(&asked, inside, buffer);
    text(draft, look, areas.body, buffer);
}

const fn question(question: &Question) -> Option<&'static str> {
    match question {
        Question::None => None,
        Question::Leave => Some("The changes are not saved. Leave all the same?"),
        Question::Unsaved(_) => Some(
            "Text that you wrote here was never saved, and is kept. Below is the file. Is that text to come back?",
        ),
        Question::Foreign(_) => {
            Some("Another program changed this file since it was opened here. Whose text is to stay?")
        }
    }
}

/// The widget draws letters and modifiers only; colours are laid over them.
fn text(draft: &Draft, look: &Look, area: Rect, buffer: &mut Buffer) {
    draft.area.render(area, buffer);
    buffer.set_style(area, look.palette.text);
    let gutter = draft.area.line_number_width().min(area.width);
    buffer.set_style(Rect { width: gutter, ..area }, look.palette.dim);
    let (top, left) = draft.area.scroll_offset();
    let place = Rect { x: area.x + gutter, width: area.width - gutter, ..area };
    for (line, y) in draft.area.lines().iter().skip(usize::from(top)).zip(place.y..place.bottom()) {
        let starts = starts(line);
        for part in parts(line) {
            let (start, end) = (starts[part.start], starts[part.start + part.length]);
            let (start, end) = (start.saturating_sub(left), end.saturating_sub(left).min(place.width));
            let under = Rect { x: place.x + start.min(end), y, width: end.saturating_sub(start), height: 1 };
            buffer.set_style(under, style(part.kind, look));
        }
    }
}

/// The column at which each character of a line begins, and the one after the last.
fn starts(line: &str) -> Vec<u16> {
    let mut starts = vec![0_u16];
    for letter in line.chars() {
        let column = starts.last().copied().unwrap_or(0);
        let width = match letter {
            '\t' => TAB - column % TAB,
            other => u16::try_from(other.width().unwrap_or(0)).unwrap_or(0),
        };
        starts.push(column.saturating_add(width));
    }
    starts
}

fn style(kind: Kind, look: &Look) -> Style {
    let palette = &look.palette;
    match kind {
        Kind::Comment => palette.dim,
        Kind::Text => palette.right,
        Kind::Number => palette.positive,
        Kind::Keyword => palette.accent,
        Kind::Type => palette.strong,
        Kind::Macro => palette.negative,
    }
}
