//! What of a tensor is in sight, and what is to be read for it.

use super::{Display, Finest, Folding, Room, Sheet, WIDEST, Zoom};
use crate::formats::Source;
use crate::inspect::plane::{Fold, Rectangle, Reduction};
use crate::tui::viewer::reading::Wanted;

/// Rows of a folded vector have a multiple of so many elements.
const ROUND: usize = 10;

impl Sheet {
    /// Chooses how long the rows of a folded vector are: round numbers are easier to count in.
    pub(in crate::tui::viewer) fn break_up(&mut self, room: Room, finest: Finest) {
        let wide = self.capacity(room, finest).1.saturating_mul(self.zoom.block());
        self.fold = match self.source().map(Source::shape) {
            Some(&[length]) if self.folding == Folding::Rows && length > wide => {
                let row =
                    if wide >= 2 * ROUND && self.zoom.block() == 1 { wide / ROUND * ROUND } else { wide };
                Some(Fold { row, length })
            }
            _ => None,
        };
    }

    /// Columns of the screen of a cell, and rows of cells on a line.
    pub(in crate::tui::viewer) fn cell(&self, finest: Finest) -> (usize, usize) {
        match (self.zoom, finest) {
            (Zoom::Numbers, _) => (self.digits() + 2, 1),
            (Zoom::Smallest(_), Finest::Halves) => (1, 2),
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

    /// Moves the origin as little as needed to have the cursor in sight, and says what is to be read.
    pub(in crate::tui::viewer) fn settle(&mut self, room: Room, finest: Finest) -> Option<Wanted> {
        self.readers()?;
        self.break_up(room, finest);
        let (rows, columns) = self.lengths();
        if rows == 0 || columns == 0 || self.source()?.shape().contains(&0) {
            return None;
        }
        let (high, wide) = self.capacity(room, finest);
        let (row, column) = self.cursor();
        let block = self.zoom.block();
        let first = |origin: usize, at: usize, count: usize, length: usize| {
            let (origin, at) = (origin / block, at / block);
            let origin = origin.clamp((at + 1).saturating_sub(count), at);
            origin.min(length.div_ceil(block).saturating_sub(count)) * block
        };
        self.origin = (first(self.origin.0, row, high, rows), first(self.origin.1, column, wide, columns));
        let end = |origin: usize, count: usize, length: usize| {
            length.min(origin.saturating_add(count.saturating_mul(block)))
        };
        let mut plane = self.walk.plane.clone();
        // The cursor's place in the plane does not change what is read of it.
        for axis in [plane.rows, plane.columns, self.walk.colours].into_iter().flatten() {
            plane.at[axis] = 0;
        }
        let rectangle = Rectangle {
            plane,
            rows: self.origin.0..end(self.origin.0, high, rows),
            columns: self.origin.1..end(self.origin.1, wide, columns),
            block,
            fold: self.fold,
            reduction: if self.display == Display::Pixels { Reduction::Mean } else { self.reduction },
        };
        Some(Wanted { rectangle, part: self.part, shows: self.shows(), cursor: self.walk.plane.at.clone() })
    }
}
