//! Where things have room on the screen: the list, the grids, and what stands beside them.

use super::{Facts, Model};
use crate::inspect::plane::Patch;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::sheet::{Panels, Room, Sheet, Space, Zoom};
use ratatui::layout::Rect;

/// Lines above and below what is in the middle of the screen: the head line, and the last.
const FRAME: u16 = 2;
/// Lines around a grid: its title; colours, axes, the cell.
const AROUND: u16 = 5;
/// Lines around the cells of one of several grids: its title, its column numbers, and a blank one.
const AROUND_GRID: u16 = 3;
/// From this width on, statistics are shown without being asked for.
pub(in crate::tui::viewer) const WITH_FACTS: u16 = 110;
/// Columns of the statistics.
pub(in crate::tui::viewer) const FACTS_WIDTH: u16 = 40;
/// Columns that are left beside statistics, at least.
const LEAST_BESIDE: u16 = 30;
/// Columns between grids.
pub(in crate::tui::viewer) const GAP: u16 = 2;

impl Model {
    /// Whether the window is wide enough for statistics beside something else.
    pub(in crate::tui::viewer) const fn has_room_for_facts(&self) -> bool {
        self.size.0 >= FACTS_WIDTH + GAP + LEAST_BESIDE
    }

    /// The columns beside the list for what is chosen in it, the gap before them included; 0 where it has none.
    pub(in crate::tui::viewer) fn list_facts(&self) -> u16 {
        let is_asked = self.purpose == Purpose::Look && self.facts == Facts::Shown;
        let is_shown = is_asked && self.has_room_for_facts();
        if is_shown { FACTS_WIDTH + GAP } else { 0 }
    }

    /// Lines of the list.
    pub(in crate::tui::viewer) fn list_height(&self) -> usize {
        usize::from(self.size.1.saturating_sub(FRAME + 2))
    }

    /// The room for a tensor's grids.
    pub(in crate::tui::viewer) fn grid_area(&self) -> Rect {
        let (width, height) = self.size;
        let is_shown = self.facts == Facts::Shown && self.has_room_for_facts();
        let facts = if is_shown { FACTS_WIDTH + GAP } else { 0 };
        Rect {
            x: 1,
            y: 3,
            width: width.saturating_sub(2 + facts).max(1),
            height: height.saturating_sub(FRAME + AROUND).max(1),
        }
    }

    /// Where grids of several slices have room, if they have.
    pub(in crate::tui::viewer) fn panels(&self) -> Option<Panels> {
        let area = self.grid_area();
        let sheet = self.sheet.as_ref()?;
        sheet.panels(usize::from(area.width), usize::from(area.height), self.finest)
    }

    /// Where each grid is drawn.
    pub(in crate::tui::viewer) fn places(&self) -> Vec<Rect> {
        let area = self.grid_area();
        let Some(sheet) = &self.sheet else { return vec![area] };
        if let Some(panels) = self.panels() {
            return (0..panels.count()).map(|place| panel(panels, place, area)).collect();
        }
        let grids = u16::try_from(sheet.grids()).unwrap_or(1).max(1);
        let beside = Rect { width: area.width.saturating_sub(GAP * (grids - 1)) / grids, ..area };
        let below = Rect { height: area.height / grids, ..area };
        // Where the whole plane is taken in, it takes whatever room there is.
        let patch = if matches!(sheet.zoom, Zoom::Whole(_)) { Patch::ONE } else { sheet.patch() };
        let cells = |place: Rect| {
            let (rows, columns) = sheet.capacity(room_in(place, sheet, sheet.grids() > 1), self.finest);
            let (high, wide) = sheet.lengths();
            rows.min(high.div_ceil(patch.rows)) * columns.min(wide.div_ceil(patch.columns))
        };
        // Small grids stand close below each other.
        let lines = sheet.lengths().0.div_ceil(patch.rows).div_ceil(sheet.cell(self.finest).1);
        let needed = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(AROUND_GRID);
        let is_small = needed < below.height && !matches!(sheet.zoom, Zoom::Whole(_));
        let close = Rect { height: if is_small { needed } else { below.height }, ..below };
        (0..grids)
            .map(|grid| {
                if cells(below) > cells(beside) {
                    Rect { y: area.y + grid * close.height, ..close }
                } else {
                    Rect { x: area.x + grid * (beside.width + GAP), ..beside }
                }
            })
            .collect()
    }

    /// Whether each grid has a title.
    pub(in crate::tui::viewer) fn has_titles(&self) -> bool {
        self.panels().is_some() || self.sheet.as_ref().is_some_and(|sheet| sheet.grids() > 1)
    }

    /// What the screen has room for.
    pub(in crate::tui::viewer) fn space(&self) -> Option<Space> {
        let sheet = self.sheet.as_ref()?;
        let room = room_in(*self.places().first()?, sheet, self.has_titles());
        Some(Space { room, finest: self.finest, panels: self.panels() })
    }

    /// Rows and columns of cells in sight.
    pub(in crate::tui::viewer) fn page(&self) -> (usize, usize) {
        let sheet = self.sheet.as_ref().zip(self.space());
        sheet.map_or((1, 1), |(sheet, space)| sheet.capacity(space.room, self.finest))
    }
}

/// The room for cells in a grid: without its title, its column numbers and its row numbers.
fn room_in(place: Rect, sheet: &Sheet, has_title: bool) -> Room {
    Room {
        width: usize::from(place.width).saturating_sub(sheet.gutter()),
        lines: usize::from(place.height).saturating_sub(1 + usize::from(has_title)),
    }
}

/// Where one of several slices is drawn.
fn panel(panels: Panels, place: usize, area: Rect) -> Rect {
    let small = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
    let (x, y) = panels.origin(place);
    let whole = Rect {
        x: area.x.saturating_add(small(x)),
        y: area.y.saturating_add(small(y)),
        width: small(panels.width),
        height: small(panels.height),
    };
    whole.intersection(area)
}
