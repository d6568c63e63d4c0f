//! The mouse.

use super::input::{choose, travel};
use crate::tui::areas::hit;
use crate::tui::keys::Step;
use crate::tui::viewer::effect::Effect;
use crate::tui::viewer::model::Model;
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

/// Lines that a notch of the wheel scrolls by.
const NOTCH: usize = 3;

/// A press chooses what it hits, a drag moves the cursor or a slider, the wheel scrolls.
pub(super) fn point(model: &mut Model, mouse: MouseEvent) -> Vec<Effect> {
    let at = Position { x: mouse.column, y: mouse.row };
    if !model.is_covered()
        && let Some((axis, index)) = model.grip.pull(mouse.kind, &model.areas.sliders, at)
    {
        if let Some(sheet) = &mut model.sheet {
            sheet.walk.slide(axis, index);
        }
        return Vec::new();
    }
    match mouse.kind {
        MouseEventKind::ScrollUp => (0..NOTCH).for_each(|_| travel(model, Step::Up)),
        MouseEventKind::ScrollDown => (0..NOTCH).for_each(|_| travel(model, Step::Down)),
        MouseEventKind::ScrollLeft => travel(model, Step::Left),
        MouseEventKind::ScrollRight => travel(model, Step::Right),
        _ if model.is_covered() => {}
        MouseEventKind::Down(MouseButton::Left) | MouseEventKind::Drag(MouseButton::Left) => {
            if let Some(sheet) = &mut model.sheet {
                let cell = model.areas.grids.iter().find_map(|grid| grid.cell(at));
                let block = sheet.zoom.block();
                if let Some((row, column)) = cell {
                    sheet.point(sheet.origin.0 + row * block, sheet.origin.1 + column * block);
                }
            } else if let Some(line) = hit(&model.areas.lines, at) {
                let again = model.list.chosen == line;
                (model.list.chosen, model.list.touched) = (line, true);
                if again && mouse.kind == MouseEventKind::Down(MouseButton::Left) {
                    return choose(model);
                }
            }
        }
        _ => {}
    }
    Vec::new()
}
