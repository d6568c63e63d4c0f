//! What stands beside the chosen pane where there is room: the lesson, the cases, and the same cell in another view.

use super::draw_pane;
use crate::tui::areas::{Areas, Companion};
use crate::tui::look::Look;
use crate::tui::model::Model;
use crate::tui::pane::Pane;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::{Block, Widget};

/// From this width on there is a column beside the chosen pane.
const WITH_COLUMN: u16 = 150;
/// A line of prose in the column need not be longer.
const WIDEST_COLUMN: u16 = 92;
/// From this height on two panes share the column.
const WITH_TWO: u16 = 44;
/// From this height on a pane of grids has another one below it.
const WITH_BELOW: u16 = 58;

/// The panes that go with a chosen one.
struct Company {
    /// In the column, from the top.
    beside: [Pane; 2],
    below: Option<Pane>,
}

const fn company(pane: Pane) -> Company {
    let (beside, below) = match pane {
        Pane::Lesson => ([Pane::Tensors, Pane::Cases], None),
        Pane::Tensors => ([Pane::Lesson, Pane::Cases], Some(Pane::Step)),
        Pane::Cases => ([Pane::Lesson, Pane::Output], Some(Pane::Tensors)),
        Pane::Step => ([Pane::Lesson, Pane::Cases], Some(Pane::Tensors)),
        Pane::Compiler | Pane::Output | Pane::Hints => ([Pane::Lesson, Pane::Cases], None),
    };
    Company { beside, below }
}

/// Draws the companions that have room; gives back what is left for the chosen pane.
pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) -> Rect {
    let (main, places) = places(model.pane, area);
    for (pane, place) in places {
        draw_one(model, look, pane, place, buffer, areas);
    }
    main
}

/// Where the chosen pane goes, and where its companions.
fn places(pane: Pane, area: Rect) -> (Rect, Vec<(Pane, Rect)>) {
    let Company { beside, below } = company(pane);
    let mut places = Vec::new();
    let mut main = area;
    if area.width >= WITH_COLUMN {
        let width = (area.width * 2 / 5).min(WIDEST_COLUMN);
        let [left, column] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(width)]).areas(area);
        main = left;
        let [upper, lower] = Layout::vertical([Constraint::Fill(3), Constraint::Fill(2)]).areas(column);
        match area.height {
            WITH_TWO.. => places.extend([(beside[0], upper), (beside[1], lower)]),
            _ => places.push((beside[0], column)),
        }
    }
    if let Some(below) = below.filter(|_| area.height >= WITH_BELOW) {
        let [upper, lower] = Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(main);
        main = upper;
        places.push((below, lower));
    }
    (main, places)
}

/// A click on its title chooses it; of what is in it, only cases can be chosen.
fn draw_one(model: &Model, look: &Look, pane: Pane, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    Block::bordered().border_set(look.border).border_style(look.palette.faint).render(area, buffer);
    let title = Rect { x: area.x + 2, height: 1, ..area }.intersection(area);
    let text = Span::styled(format!(" {} ", pane.title()), Style::reset().patch(look.palette.dim));
    let (end, _) = buffer.set_span(title.x, title.y, &text, title.width);
    areas.tabs.push((Rect { width: end - title.x, ..title }, pane));
    let inside = area.inner(Margin::new(2, 1));
    let mut own = Areas::default();
    draw_pane(model, look, pane, inside, buffer, &mut own);
    areas.companions.push(Companion { pane, area, scroll_limit: own.scroll_limit() });
    areas.cases.append(&mut own.cases);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companions_share_the_room_and_nothing_overlaps() {
        for pane in Pane::ALL {
            for (width, height) in [(82, 34), (149, 57), (150, 43), (150, 58), (212, 78)] {
                let area = Rect { x: 3, y: 1, width, height };
                let (main, places) = places(pane, area);
                let all: Vec<Rect> = places.iter().map(|(_, place)| *place).chain([main]).collect();
                assert_eq!(all.iter().map(|place| place.area()).sum::<u32>(), area.area(), "{pane:?}");
                assert!(all.iter().all(|place| place.intersection(area) == *place));
                assert!(places.iter().all(|(other, _)| *other != pane));
                assert!(main.width >= 80.min(width) && main.height >= 20);
            }
        }
    }
}
