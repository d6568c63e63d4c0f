//! The mouse.

use super::input::{choose, travel};
use crate::inspect::plane::Patch;
use crate::tui::areas::hit;
use crate::tui::keys::Step;
use crate::tui::tensors::Toward;
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
        MouseEventKind::ScrollUp | MouseEventKind::ScrollDown if shows_slices(model) => {
            leaf(model, mouse.kind);
        }
        MouseEventKind::ScrollUp => (0..NOTCH).for_each(|_| travel(model, Step::Up)),
        MouseEventKind::ScrollDown => (0..NOTCH).for_each(|_| travel(model, Step::Down)),
        MouseEventKind::ScrollLeft => travel(model, Step::Left),
        MouseEventKind::ScrollRight => travel(model, Step::Right),
        _ if model.is_covered() => {}
        MouseEventKind::Down(MouseButton::Left) | MouseEventKind::Drag(MouseButton::Left) => {
            if let Some(sheet) = &mut model.sheet {
                let mut grids = model.areas.grids.iter().enumerate();
                let hit = grids.find_map(|(grid, area)| Some((grid, area.cell(at)?)));
                if let Some((grid, (row, column))) = hit {
                    let slice = sheet.tile.as_ref().and_then(|tile| tile.wanted.slices.get(grid)).cloned();
                    sheet.enter(&slice.unwrap_or_default());
                    let Patch { rows, columns } = sheet.patch();
                    sheet.point(sheet.origin.0 + row * rows, sheet.origin.1 + column * columns);
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

/// Whether slices stand beside each other, so that there are rows of them to be scrolled.
fn shows_slices(model: &Model) -> bool {
    !model.is_covered() && model.panels().is_some()
}

/// A row of slices up or down.
fn leaf(model: &mut Model, kind: MouseEventKind) {
    let toward = if kind == MouseEventKind::ScrollUp { Toward::Previous } else { Toward::Next };
    if let (Some(panels), Some(sheet)) = (model.panels(), &mut model.sheet) {
        sheet.leaf(toward, panels.columns);
    }
}
