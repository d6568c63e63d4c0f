//! What of a tensor is in sight, and what is to be read for it.

use super::seen::WIDEST;
use super::zoom::rounded;
use super::{Display, Finest, Folding, Panels, Room, Sheet, Slices, Space, Zoom};
use crate::formats::Source;
use crate::inspect::plane::{Fold, Patch, Rectangle, Reduction};
use crate::tui::viewer::reading::{Pointed, Wanted};

/// Rows of a folded vector have a multiple of so many elements.
const ROUND: usize = 10;

impl Sheet {
    /// What a cell stands for; of a vector, elements that follow each other.
    pub(in crate::tui::viewer) fn patch(&self) -> Patch {
        let patch = self.zoom.patch();
        match self.source().map(Source::shape) {
            Some(&[_]) => Patch { rows: 1, columns: patch.columns },
            _ => patch,
        }
    }

    /// Lets each cell stand for as many elements as bring the whole plane into sight.
    pub(in crate::tui::viewer) fn take_in(&mut self, room: Room, finest: Finest) {
        self.zoom = Zoom::Whole(Patch::ONE);
        let (high, wide) = self.capacity(room, finest);
        let patch = if let (Some(&[length]), Folding::Rows) = (self.source().map(Source::shape), self.folding)
        {
            Patch { rows: 1, columns: rounded(length.div_ceil(high * wide)) }
        } else {
            self.fold = None;
            let (rows, columns) = self.lengths();
            Patch { rows: rounded(rows.div_ceil(high)), columns: rounded(columns.div_ceil(wide)) }
        };
        self.zoom = Zoom::Whole(patch);
        self.break_up(room, finest);
    }

    /// Chooses how long the rows of a folded vector are: round numbers are easier to count in.
    pub(in crate::tui::viewer) fn break_up(&mut self, room: Room, finest: Finest) {
        let wide = self.capacity(room, finest).1.saturating_mul(self.patch().columns);
        self.fold = match self.source().map(Source::shape) {
            Some(&[length]) if self.folding == Folding::Rows && length > wide => {
                let is_counted = wide >= 2 * ROUND && !self.patch().is_several();
                Some(Fold { row: if is_counted { wide / ROUND * ROUND } else { wide }, length })
            }
            _ => None,
        };
    }

    /// Columns of the screen of a cell, and rows of cells on a line.
    pub(in crate::tui::viewer) fn cell(&self, finest: Finest) -> (usize, usize) {
        match (self.zoom, finest) {
            (Zoom::Numbers, _) => (self.digits() + 2, 1),
            (Zoom::Smallest(_) | Zoom::Whole(_), Finest::Halves) => (1, 2),
            _ => (2, 1),
        }
    }

    /// Columns of a number: as many as those seen so far need.
    pub(in crate::tui::viewer) fn digits(&self) -> usize {
        self.widest.unwrap_or(WIDEST)
    }

    /// How many rows and columns of cells have room.
    pub(in crate::tui::viewer) fn capacity(&self, room: Room, finest: Finest) -> (usize, usize) {
        let (width, a_line) = self.cell(finest);
        ((room.lines * a_line).max(1), (room.width / width).max(1))
    }

    /// Whether the whole plane has room.
    pub(in crate::tui::viewer) fn is_all_in(&self, room: Room, finest: Finest) -> bool {
        let (rows, columns) = self.lengths();
        let (high, wide) = self.capacity(room, finest);
        let patch = self.patch();
        high.saturating_mul(patch.rows) >= rows && wide.saturating_mul(patch.columns) >= columns
    }

    /// Whether the whole plane has room, and every slice beside it.
    pub(in crate::tui::viewer) fn is_everything_in(&self, Space { room, finest, panels }: Space) -> bool {
        let slices = if self.slices == Slices::One || self.grids() > 1 { 1 } else { self.slice_count() };
        self.is_all_in(room, finest) && slices <= panels.map_or(1, Panels::count)
    }

    /// Moves the origin as little as needed to have the cursor in sight, and says what is to be read.
    pub(in crate::tui::viewer) fn settle(&mut self, space: Space) -> Option<Wanted> {
        self.readers()?;
        let Space { room, finest, panels } = space;
        if matches!(self.zoom, Zoom::Whole(_)) {
            self.take_in(room, finest);
        }
        self.break_up(room, finest);
        let (rows, columns) = self.lengths();
        let shares = if panels.is_none() && self.fold.is_none() { columns.max(1) } else { usize::MAX };
        self.roomy = (room.width / shares).saturating_sub(2);
        if rows == 0 || columns == 0 || self.source()?.shape().contains(&0) {
            return None;
        }
        let (high, wide) = self.capacity(room, finest);
        let (row, column) = self.cursor();
        let patch = self.patch();
        self.origin = (
            origin(self.origin.0, row, high, (rows, patch.rows)),
            origin(self.origin.1, column, wide, (columns, patch.columns)),
        );
        let end = |origin: usize, count: usize, length: usize, side: usize| {
            length.min(origin.saturating_add(count.saturating_mul(side)))
        };
        let slices = self.slices_in_sight(panels);
        let mut plane = self.walk.plane.clone();
        plane.at.clone_from(slices.first()?);
        let rectangle = Rectangle {
            plane,
            rows: self.origin.0..end(self.origin.0, high, rows, patch.rows),
            columns: self.origin.1..end(self.origin.1, wide, columns, patch.columns),
            patch,
            fold: self.fold,
            reduction: if self.display == Display::Pixels { Reduction::Mean } else { self.reduction },
        };
        Some(Wanted { rectangle, slices, part: self.part, shows: self.shows() })
    }

    /// What is under the cursor, where there is anything.
    pub(in crate::tui::viewer) fn pointed(&self) -> Option<Pointed> {
        let index = self.walk.plane.at.clone();
        let is_empty = self.source()?.shape().contains(&0);
        (!is_empty).then(|| Pointed { index, part: self.part, shows: self.shows() })
    }
}

/// Where what is in sight begins, after the cursor has moved to `at`: `count` cells of `side` elements have room.
fn origin(before: usize, at: usize, count: usize, (length, side): (usize, usize)) -> usize {
    let (before, at) = (before / side, at / side);
    let first = before.clamp((at + 1).saturating_sub(count), at);
    first.min(length.div_ceil(side).saturating_sub(count)) * side
}
