//! Where the last frame drew what; the mouse and the paging keys read it.

use super::pane::Pane;
use ratatui::layout::{Position, Rect};

/// The places of the last frame.
#[derive(Clone, Debug, Default)]
pub(super) struct Areas {
    /// One a function shown in the list.
    pub(super) exercises: Vec<(Rect, usize)>,
    pub(super) tabs: Vec<(Rect, Pane)>,
    /// One a case shown in the Cases pane.
    pub(super) cases: Vec<(Rect, usize)>,
    /// The inside of the pane.
    pub(super) body: Rect,
    /// Lines of the pane's text, as wrapped for this width.
    pub(super) lines: usize,
    /// Those of them that hold what is looked for.
    pub(super) found: Vec<usize>,
    /// The panes beside the chosen one.
    pub(super) companions: Vec<Companion>,
    /// The grids of the Tensors pane.
    pub(super) grids: Vec<GridArea>,
    /// The sliders of the Tensors pane.
    pub(super) sliders: Vec<SliderArea>,
    /// Lines of what lies over everything else that did not fit.
    pub(super) help_overflow: usize,
}

/// A pane beside the chosen one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Companion {
    pub(super) pane: Pane,
    pub(super) area: Rect,
    /// The first line of its text that still fills it.
    pub(super) scroll_limit: usize,
}

/// A grid on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct GridArea {
    pub(super) area: Rect,
    /// The drawing's row and column of the upper left cell, counted with the ring.
    pub(super) first: (usize, usize),
    /// Padding cells drawn around the plane.
    pub(super) ring: usize,
    /// Columns of the screen that a cell takes.
    pub(super) cell_width: u16,
    /// Rows of cells that share a line of the screen.
    pub(super) rows_a_line: usize,
}

/// The track of a slider: each index has the same share of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct SliderArea {
    pub(super) track: Rect,
    pub(super) axis: usize,
    pub(super) length: usize,
}

impl SliderArea {
    /// The index under a place of the screen.
    pub(super) fn index(&self, at: Position) -> Option<usize> {
        let along = usize::from(at.x.checked_sub(self.track.x)?);
        let inside = self.track.contains(at) && self.track.width > 0;
        inside.then(|| along * self.length / usize::from(self.track.width))
    }
}

impl Areas {
    /// The first line that still fills the pane.
    pub(super) fn scroll_limit(&self) -> usize {
        self.lines.saturating_sub(usize::from(self.body.height))
    }
}

impl GridArea {
    /// The plane's row and column under a place of the screen.
    pub(super) fn cell(&self, at: Position) -> Option<(usize, usize)> {
        if !self.area.contains(at) || self.cell_width == 0 {
            return None;
        }
        let row = usize::from(at.y - self.area.y) * self.rows_a_line + self.first.0;
        let column = usize::from((at.x - self.area.x) / self.cell_width) + self.first.1;
        Some((row.checked_sub(self.ring)?, column.checked_sub(self.ring)?))
    }
}

/// What lies under a place of the screen.
pub(super) fn hit<T: Copy>(places: &[(Rect, T)], at: Position) -> Option<T> {
    places.iter().find(|(area, _)| area.contains(at)).map(|(_, what)| *what)
}
