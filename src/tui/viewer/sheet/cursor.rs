//! Where the cursor is, and where it goes.

use super::Sheet;
use crate::tui::keys::Step;

impl Sheet {
    /// The cursor's row and column in the plane.
    pub(in crate::tui::viewer) fn cursor(&self) -> (usize, usize) {
        if let (Some(fold), [at]) = (self.fold, self.walk.plane.at.as_slice()) {
            return (at / fold.row, at % fold.row);
        }
        self.walk.plane.place_of(&self.walk.plane.at)
    }

    /// Puts the cursor on this row and column.
    pub(in crate::tui::viewer) fn point(&mut self, row: usize, column: usize) {
        match self.fold {
            Some(fold) => self.walk.jump(&[(row * fold.row + column).min(fold.length.saturating_sub(1))]),
            None => self.walk.point(row, column),
        }
    }

    /// Moves the cursor by cells, or by a page of so many rows and columns of them.
    pub(in crate::tui::viewer) fn step(&mut self, step: Step, page: (usize, usize)) {
        let patch = self.patch();
        let (row, column) = self.cursor();
        let (rows, columns) = self.lengths();
        let (row, column) = match step {
            Step::Up => (row.saturating_sub(patch.rows), column),
            Step::Down => (row + patch.rows, column),
            Step::Left => (row, column.saturating_sub(patch.columns)),
            Step::Right => (row, column + patch.columns),
            Step::PageUp if rows > 1 => (row.saturating_sub(page.0 * patch.rows), column),
            Step::PageDown if rows > 1 => (row + page.0 * patch.rows, column),
            Step::PageUp => (row, column.saturating_sub(page.1 * patch.columns)),
            Step::PageDown => (row, column + page.1 * patch.columns),
            Step::First => (0, 0),
            Step::Last => (rows, columns),
        };
        self.point(row.min(rows.saturating_sub(1)), column.min(columns.saturating_sub(1)));
    }

    /// A page to the left or right.
    pub(in crate::tui::viewer) fn page_aside(&mut self, step: Step, page: (usize, usize)) {
        for _ in 0..page.1 {
            self.step(step, page);
        }
    }
}
