//! A plane of a tensor as abstract painted cells; `style` turns them into colours.
//!
//! A [`Drawing`] says what is to be drawn and how; [`Drawing::paint`] takes the visible [`Extent`] of it as a
//! [`Picture`]. Only the cells inside the extent are read, so the cost follows the screen and not the tensor.

mod drawing;
mod image;
mod maxima;
mod number;
mod scale;

pub use drawing::Drawing;
pub use image::{ImageAxes, Levels, Numbers};
pub use number::NumberFormat;
pub use scale::{Fit, Scale, ScaleKind, Shade};

use crate::tensor::Scalar;
use std::ops::Range;

/// The visible part of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Cells from top to bottom.
    pub rows: usize,
    /// Cells from left to right.
    pub columns: usize,
    /// The part of the drawing that is shown.
    pub extent: Extent,
    /// Rows and columns of the whole drawing, its ring included.
    pub size: (usize, usize),
    /// The tensor's index along the row axis, or `None` in a ring.
    pub row_labels: Vec<Option<usize>>,
    /// The tensor's index along the column axis, or `None` in a ring.
    pub column_labels: Vec<Option<usize>>,
    cells: Vec<Cell>,
}

/// Rows and columns of a drawing, counted with its ring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// From the top.
    pub rows: Range<usize>,
    /// From the left.
    pub columns: Range<usize>,
}

/// One cell of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// What stands in it.
    pub content: Content,
    /// What stands around or on it.
    pub marks: Marks,
}

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Content {
    /// A value, or in a difference the error; may be NaN or infinite.
    Number(Scalar),
    /// A zero that is there for padding only.
    Padding,
    /// A cell of a mask.
    Truth(bool),
    /// In a difference: the two cells agree.
    Equal,
    /// The tensor has no such cell.
    Absent,
}

/// What is special about a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The largest value of a window that it lies in.
    pub maximum: bool,
    /// Not as expected.
    pub wrong: bool,
    /// Under the cursor.
    pub focus: bool,
}

impl Picture {
    /// The cell at this place of the picture, or `None` outside.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        if column < self.columns { self.cells.get(row * self.columns + column) } else { None }
    }

    /// Every row, from top to bottom.
    pub fn cell_rows(&self) -> impl Iterator<Item = &[Cell]> {
        (0..self.rows).map(|row| &self.cells[row * self.columns..(row + 1) * self.columns])
    }

    /// Every cell in reading order.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Every number in reading order.
    pub fn numbers(&self) -> impl Iterator<Item = Scalar> {
        self.cells.iter().filter_map(|cell| match cell.content {
            Content::Number(scalar) => Some(scalar),
            _ => None,
        })
    }

    /// Whether a part of the drawing lies outside.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        (self.rows, self.columns) != self.size
    }
}

impl Extent {
    /// A whole drawing of this many rows and columns.
    #[must_use]
    pub const fn whole((rows, columns): (usize, usize)) -> Self {
        Self { rows: 0..rows, columns: 0..columns }
    }

    /// At most `rows` × `columns` cells of a drawing of `size`, as near to centred on `centre` as its edges allow.
    #[must_use]
    pub fn around(centre: (usize, usize), (rows, columns): (usize, usize), size: (usize, usize)) -> Self {
        Self { rows: span_around(centre.0, rows, size.0), columns: span_around(centre.1, columns, size.1) }
    }

    fn clamped(&self, (rows, columns): (usize, usize)) -> Self {
        Self { rows: clamp(&self.rows, rows), columns: clamp(&self.columns, columns) }
    }
}

fn span_around(centre: usize, count: usize, size: usize) -> Range<usize> {
    let count = count.min(size);
    let start = centre.saturating_sub(count / 2).min(size - count);
    start..start + count
}

fn clamp(range: &Range<usize>, end: usize) -> Range<usize> {
    let start = range.start.min(end);
    start..range.end.clamp(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extent_stays_inside_the_drawing() {
        assert_eq!(Extent::around((0, 9), (3, 4), (10, 10)), Extent { rows: 0..3, columns: 6..10 });
        assert_eq!(Extent::around((5, 5), (3, 40), (10, 10)), Extent { rows: 4..7, columns: 0..10 });
        assert_eq!(
            Extent { rows: 3..9, columns: 8..9 }.clamped((5, 4)),
            Extent { rows: 3..5, columns: 4..4 }
        );
    }
}
