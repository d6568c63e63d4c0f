//! The windows that slide over a case's input, seen from a cell of the output.

use super::{Cell, Compared};
use crate::course::{Case, Exercise, Family, SlidingWindow};

/// The windows of one case, and what the cells of an output are to them.
pub(super) struct Windows {
    window: SlidingWindow,
    /// Padding at each side.
    ring: usize,
    /// Height and width of what the windows slide over, without padding.
    image: (usize, usize),
    cells: Cells,
}

/// What a cell of the output stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cells {
    /// One window.
    Window,
    /// One cell of the image that the windows slide over.
    Image,
}

impl Windows {
    /// The windows over the argument that the output's plane belongs to, if there is one.
    pub(super) fn of(exercise: &Exercise, case: &Case, output: &Compared<'_>) -> Option<Self> {
        let (argument, window, drawn) = exercise.arguments.iter().find_map(|argument| {
            let drawn = exercise.drawn_input(case, &argument.name);
            Some((argument, drawn.windows?, drawn))
        })?;
        let (down, right) = drawn.plane?;
        let length = |axis: usize| usize::try_from(case.evaluate(argument.axes.get(axis)?).ok()?).ok();
        let image = (length(down)?, length(right)?);
        let windows = |length: usize, size: usize| {
            Some((length + 2 * drawn.ring).checked_sub(size)? / window.stride + 1)
        };
        let slides = (windows(image.0, window.height)?, windows(image.1, window.width)?);
        let (row, column) = output.plane()?;
        let plane = (output.expected.shape()[row], output.expected.shape()[column]);
        let cells = match exercise.family {
            Some(Family::Scatter | Family::Share) if plane == image => Cells::Image,
            Some(Family::Window | Family::Pool) if plane == slides => Cells::Window,
            _ => return None,
        };
        Some(Self { window, ring: drawn.ring, image, cells })
    }

    /// Whether the output's cells are one window each.
    pub(super) fn slides_over(&self, cell: &Cell<'_>) -> bool {
        self.cells == Cells::Window && cell.plane.is_some()
    }

    /// Whether the window of a cell holds padding.
    pub(super) fn reaches_out(&self, cell: &Cell<'_>) -> bool {
        let Some(place) = cell.place().filter(|_| self.cells == Cells::Window) else { return false };
        let out = |position: usize, size: usize, length: usize| {
            let begin = position * self.window.stride;
            begin < self.ring || begin + size > self.ring + length
        };
        out(place.row, self.window.height, self.image.0) || out(place.column, self.window.width, self.image.1)
    }

    /// How many windows a cell of the image lies in.
    pub(super) fn covering(&self, cell: &Cell<'_>) -> Option<usize> {
        let place = cell.place().filter(|_| self.cells == Cells::Image)?;
        let covering = |position: usize, size: usize, length: usize| {
            let windows = (length + 2 * self.ring).saturating_sub(size) / self.window.stride + 1;
            let begins = (0..windows).map(|number| number * self.window.stride);
            begins
                .filter(|&begin| begin <= position + self.ring && position + self.ring < begin + size)
                .count()
        };
        let rows = covering(place.row, self.window.height, self.image.0);
        Some(rows * covering(place.column, self.window.width, self.image.1))
    }
}
