//! The names of the panes, the chosen one marked.

use super::pieces;
use crate::tui::areas::Areas;
use crate::tui::look::Look;
use crate::tui::model::Model;
use crate::tui::pane::Pane;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// In the upper border of the pane: `╭─ name ─ Lesson ─ [Cases] ─ …`.
pub(super) fn draw_in_border(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let name = format!(" {} ", model.exercise().name);
    let x = put(Span::styled(name, look.palette.strong), area, area.x, buffer);
    tabs(model, look, Rect { x: x + 1, width: area.right().saturating_sub(x + 1), ..area }, 1, buffer, areas);
}

/// On a line of its own, after the function's state: there is no list beside the pane.
pub(super) fn draw_with_function(
    model: &Model,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
    areas: &mut Areas,
) {
    let (exercise, state) = (model.exercise(), model.state());
    let line = Line::from(vec![
        Span::styled(format!(" {} ", look.glyphs.left), look.palette.accent),
        pieces::status_sign(state, look),
        Span::styled(format!(" {} ", exercise.name), look.palette.strong),
        pieces::points(state, exercise.points, look),
        Span::styled(format!(" {} ", look.glyphs.right), look.palette.accent),
    ]);
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX).min(area.width);
    line.render(area, buffer);
    let rest = Rect { x: area.x + width, width: area.width - width, ..area };
    tabs(model, look, rest, 0, buffer, areas);
}

/// As many tabs as fit, the chosen one among them.
fn tabs(model: &Model, look: &Look, area: Rect, gap: u16, buffer: &mut Buffer, areas: &mut Areas) {
    let titles: usize = Pane::ALL.iter().map(|pane| pane.title().len() + 2 + usize::from(gap)).sum();
    // Where room is short, a tab more is worth more than the space around them.
    let (after, gap) = if titles <= usize::from(area.width) { (" ", gap) } else { ("", 0) };
    let text = |pane: Pane| format!(" {}{after}", pane.title());
    let width = |pane: &Pane| u16::try_from(text(*pane).len()).unwrap_or(0) + gap;
    let fitting = |first: usize| {
        let mut room = area.width;
        let fits = Pane::ALL[first..].iter().take_while(|pane| {
            let enough = width(pane) <= room;
            room = room.saturating_sub(width(pane));
            enough
        });
        fits.count()
    };
    let chosen = model.pane.position();
    let first = (0..=chosen).find(|first| first + fitting(*first) > chosen).unwrap_or(chosen);
    let mut x = area.x;
    for pane in Pane::ALL.into_iter().skip(first).take(fitting(first).max(1)) {
        let style = if pane == model.pane {
            look.palette.chosen.patch(look.palette.accent)
        } else {
            look.palette.dim
        };
        let end = put(Span::styled(text(pane), style), area, x, buffer);
        areas.tabs.push((Rect { x, width: end - x, ..area }, pane));
        x = end + gap;
    }
}

/// Draws a span at `x`, cut at the area's right edge; gives back where it ends.
fn put(span: Span, area: Rect, x: u16, buffer: &mut Buffer) -> u16 {
    let room = usize::from(area.right().saturating_sub(x));
    // The border below has a style of its own, which must not show through.
    let style = Style::reset().patch(span.style);
    let (end, _) = buffer.set_stringn(x, area.y, span.content, room, style);
    end
}
