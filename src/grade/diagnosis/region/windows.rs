//! The windows that slide over a case's input, seen from a cell of the output.

use super::{Cell, Compared};
use crate::course::{Case, Exercise, Family};
use crate::tensor;

/// The windows of one case, and what the cells of an output are to them.
pub(super) struct Windows {
    window: tensor::Windows,
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
        let [rows, columns] = self.around(cell)?;
        Some(rows.count() * columns.count())
    }

    /// Whether a cell of the image lies in a window, and in the last of its row or column of windows.
    pub(super) fn ends_at(&self, cell: &Cell<'_>) -> bool {
        let last = |length: usize, size: usize| self.count(length, size).saturating_sub(1);
        let (last_row, last_column) =
            (last(self.image.0, self.window.height), last(self.image.1, self.window.width));
        self.around(cell).is_some_and(|[rows, columns]| {
            let (rows, columns): (Vec<usize>, Vec<usize>) = (rows.collect(), columns.collect());
            !rows.is_empty()
                && !columns.is_empty()
                && (rows.contains(&last_row) || columns.contains(&last_column))
        })
    }

    /// The rows and columns of windows that hold a cell of the image.
    fn around(&self, cell: &Cell<'_>) -> Option<[impl Iterator<Item = usize>; 2]> {
        let place = cell.place().filter(|_| self.cells == Cells::Image)?;
        let (ring, stride) = (self.ring, self.window.stride);
        let around = move |position: usize, size: usize, windows: usize| {
            (0..windows).filter(move |number| {
                let begin = number * stride;
                begin <= position + ring && position + ring < begin + size
            })
        };
        let (height, width) = (self.window.height, self.window.width);
        Some([
            around(place.row, height, self.count(self.image.0, height)),
            around(place.column, width, self.count(self.image.1, width)),
        ])
    }

    /// How many windows of a size lie along an axis.
    fn count(&self, length: usize, size: usize) -> usize {
        (length + 2 * self.ring).checked_sub(size).map_or(0, |room| room / self.window.stride + 1)
    }
}
