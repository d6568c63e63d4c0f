//! Draws the model. Gives back where things were drawn, for the mouse.

pub(super) mod ascii;
mod cases;
mod companions;
mod compiler;
mod draft;
mod entry;
mod foot;
pub(super) mod footer;
mod found;
mod head;
pub(super) mod help;
mod hints;
mod lesson;
mod list;
mod output;
pub(super) mod pieces;
mod printout;
pub(super) mod sliders;
mod solution;
mod start;
mod step;
mod tabs;
mod tensors;

use super::areas::Areas;
use super::keys::Letters;
use super::look::Look;
use super::model::{Help, Model};
use super::pane::Pane;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Paragraph, Widget};

/// Below this, nothing useful fits.
const SMALLEST: (u16, u16) = (40, 12);
/// From this width on there is room for the list of functions beside the pane.
const WITH_LIST: u16 = 100;
/// Longer lines of prose are hard to read.
const WIDEST_PROSE: u16 = 100;

/// Draws everything.
pub(super) fn view(model: &Model, look: &Look, frame: &mut Frame) -> Areas {
    let (area, buffer) = (frame.area(), frame.buffer_mut());
    let mut areas = Areas::default();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(look, area, buffer);
        return areas;
    }
    let [head, body, foot] =
        Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)]).areas(area);
    head::draw(model, look, head, buffer);
    if model.workspace.is_none() {
        start::draw(model, look, body, buffer);
    } else if let Some(draft) = &model.draft {
        draft::draw(model, draft, look, body, buffer, &mut areas);
    } else if area.width >= WITH_LIST {
        wide(model, look, body, buffer, &mut areas);
    } else {
        narrow(model, look, body, buffer, &mut areas);
    }
    if let Some(solution) = &model.solution {
        areas.help_overflow = solution::draw(model, solution, look, body, buffer);
    }
    if let Help::Open(first) = model.help {
        areas.help_overflow = help::draw(first, look, body, buffer);
    }
    match &model.entry {
        Some(entry) => {
            entry::draw_offers(entry, look, body, buffer);
            entry::draw(entry, look, foot, buffer);
        }
        None => footer::draw(model, look, foot, buffer),
    }
    if look.letters == Letters::Ascii {
        ascii::fold(buffer);
    }
    areas
}

/// The list beside the pane.
fn wide(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let [left, right] =
        Layout::horizontal([Constraint::Length(list::width(model)), Constraint::Fill(1)]).areas(area);
    list::draw(model, look, left, buffer, areas);
    let right = companions::draw(model, look, right, buffer, areas);
    Block::bordered().border_set(look.border).border_style(look.palette.faint).render(right, buffer);
    let title = Rect { x: right.x + 2, width: right.width.saturating_sub(3), height: 1, ..right };
    tabs::draw_in_border(model, look, title, buffer, areas);
    pane(model, look, right.inner(Margin::new(2, 2)), buffer, areas);
}

/// The pane alone, under a line that names the function.
fn narrow(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let [title, _, inside] =
        Layout::vertical([Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)]).areas(area);
    tabs::draw_with_function(model, look, title, buffer, areas);
    pane(model, look, inside.inner(Margin::new(1, 0)), buffer, areas);
}

fn pane(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    areas.body = area;
    draw_pane(model, look, model.pane, area, buffer, areas);
}

/// One way to look at the selected function.
fn draw_pane(model: &Model, look: &Look, pane: Pane, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let prose = Rect { width: area.width.min(WIDEST_PROSE), ..area };
    let mut text = |lines, area| text(model, look, pane, lines, area, buffer, areas);
    match pane {
        Pane::Lesson => text(lesson::lines(model, look, prose.width), prose),
        Pane::Cases => cases::draw(model, look, area, buffer, areas),
        Pane::Tensors => tensors::draw(model, look, area, buffer, areas),
        Pane::Step => step::draw(model, look, area, buffer, areas),
        Pane::Compiler => text(compiler::lines(model, look, area.width), area),
        Pane::Output => text(output::lines(model, look, area.width), area),
        Pane::Hints => text(hints::lines(model, look, prose.width), prose),
    }
}

/// A pane of text, scrolled; what lies below is said on its last line.
fn text(
    model: &Model,
    look: &Look,
    pane: Pane,
    lines: Vec<Line<'static>>,
    area: Rect,
    buffer: &mut Buffer,
    areas: &mut Areas,
) {
    areas.lines = lines.len();
    areas.found = found::lines_with(&lines, &model.wanted);
    let height = usize::from(area.height);
    areas.body = area;
    let first = model.scroll[pane.position()].min(areas.scroll_limit());
    let below = lines.len().saturating_sub(first + height);
    let shown: Vec<Line> = lines.into_iter().skip(first).take(height).collect();
    Paragraph::new(shown).render(area, buffer);
    found::mark(&model.wanted, area, buffer);
    if below > 0 && area.height > 2 {
        let last = Rect { y: area.bottom() - 1, height: 1, ..area };
        let count = below + 1;
        let text = format!("{} {count} more lines below", look.glyphs.ellipsis);
        ratatui::widgets::Clear.render(last, buffer);
        Line::styled(text, look.palette.dim).render(last, buffer);
    }
}

fn too_small(look: &Look, area: Rect, buffer: &mut Buffer) {
    let (width, height) = SMALLEST;
    let text = format!("Make the window at least {width}x{height}. It is {}x{}.", area.width, area.height);
    let pieces = [(text, look.palette.text)];
    let lines = super::wrap::wrap(&pieces, usize::from(area.width.max(1)), &super::wrap::Margins::default());
    Paragraph::new(lines).render(area, buffer);
}

#[cfg(test)]
mod tests;
