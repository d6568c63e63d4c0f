//! A part of a plane as a small tensor, each cell of it an element or a whole patch of them.

mod sums;

use super::Blocks;
use crate::formats::{Axis, FormatError, Part, Progress, Run, Source, Window};
use crate::tensor::{Plane, Scalar, Tensor};
use ndarray::{ArrayD, IxDyn};
use std::ops::{ControlFlow, Range};
use sums::Sums;

/// A rectangle of a plane, in elements of the tensor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rectangle {
    /// Which axes lie along rows and columns, and the index on every other one.
    pub plane: Plane,
    /// Along the plane's rows; `0..1` where no axis lies along them.
    pub rows: Range<usize>,
    /// Along the plane's columns; `0..1` where no axis lies along them.
    pub columns: Range<usize>,
    /// What a cell stands for.
    pub patch: Patch,
    /// Of a vector: it is broken into rows. Rows and columns count those.
    pub fold: Option<Fold>,
    /// What a cell shows of its patch; of no matter where that is one element.
    pub reduction: Reduction,
}

/// Elements that one cell stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Downwards, at least 1.
    pub rows: usize,
    /// To the right, at least 1.
    pub columns: usize,
}

impl Patch {
    /// A single element.
    pub const ONE: Self = Self::square(1);

    /// As many rows as columns.
    #[must_use]
    pub const fn square(side: usize) -> Self {
        Self { rows: side, columns: side }
    }

    /// Whether a cell stands for more than one element.
    #[must_use]
    pub fn is_several(self) -> bool {
        self != Self::ONE
    }
}

/// How a vector is broken into rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Elements of a row; a rectangle of such rows has all of them.
    pub row: usize,
    /// Elements of the vector.
    pub length: usize,
}

/// What stands for a patch of elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reduction {
    /// The element of the largest magnitude, with its sign; NaN if there is one.
    #[default]
    Largest,
    /// The sum over the number of elements, in doubles; not finite where one of them is not.
    Mean,
}

/// The cells of a rectangle, as far as they are read.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// Rows × columns.
    pub values: Tensor,
    /// Of the same shape: whether anything of the cell was read. `None` when everything was.
    pub known: Option<ArrayD<bool>>,
}

/// Is shown the cells so far and how far they are, and may break it off.
pub type Painter<'a> = dyn FnMut(&dyn Fn() -> Option<Cells>, Progress) -> ControlFlow<()> + 'a;

impl Rectangle {
    /// Rows and columns of cells.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        let Patch { rows, columns } = self.patch;
        (self.rows.len().div_ceil(rows.max(1)), self.columns.len().div_ceil(columns.max(1)))
    }

    /// What is read for it.
    #[must_use]
    pub fn window(&self) -> Window {
        if let Some(Fold { row, length }) = self.fold {
            let at = |rows: usize| rows.saturating_mul(row).min(length);
            let (start, end) = (at(self.rows.start), at(self.rows.end));
            return Window { axes: vec![Axis::of(Run { start, step: 1, count: end - start })] };
        }
        let axis = |(axis, &at): (usize, &usize)| {
            let along = |range: &Range<usize>| Run { start: range.start, step: 1, count: range.len() };
            match Some(axis) {
                here if here == self.plane.rows => Axis::of(along(&self.rows)),
                here if here == self.plane.columns => Axis::of(along(&self.columns)),
                _ => Axis::at(at),
            }
        };
        Window { axes: self.plane.at.iter().enumerate().map(axis).collect() }
    }

    /// Which cells of a folded vector hold an element, unless all do.
    fn filled(&self) -> Option<ArrayD<bool>> {
        let fold = self.fold.filter(|fold| self.rows.end.saturating_mul(fold.row) > fold.length)?;
        let held = |row: usize, column: usize| row * fold.row + column < fold.length;
        let cells =
            self.rows.clone().flat_map(|row| self.columns.clone().map(move |column| held(row, column)));
        ArrayD::from_shape_vec(IxDyn(&[self.rows.len(), self.columns.len()]), cells.collect()).ok()
    }

    /// Whether columns come before rows in what is read.
    fn is_turned(&self) -> bool {
        matches!((self.plane.rows, self.plane.columns), (Some(rows), Some(columns)) if columns < rows)
    }

    /// What was read as rows × columns.
    fn upright(&self, tensor: Tensor) -> Option<Tensor> {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        let lengths = if self.is_turned() { [columns, rows] } else { [rows, columns] };
        let arranged = Arrangement { lengths, is_turned: self.is_turned() };
        Some(match tensor {
            Tensor::F64(array) => Tensor::F64(arranged.of(array)?),
            Tensor::F32(array) => Tensor::F32(arranged.of(array)?),
            Tensor::I64(array) => Tensor::I64(arranged.of(array)?),
            Tensor::U64(array) => Tensor::U64(arranged.of(array)?),
            Tensor::Bool(array) => Tensor::Bool(arranged.of(array)?),
        })
    }
}

/// Lengths of what was read, and whether columns come first in it.
struct Arrangement {
    lengths: [usize; 2],
    is_turned: bool,
}

impl Arrangement {
    /// What was read as rows × columns; the last row of a folded vector is filled up.
    fn of<T: Clone + Default>(&self, array: ArrayD<T>) -> Option<ArrayD<T>> {
        let mut values: Vec<T> = array.into_iter().collect();
        values.resize(self.lengths.iter().product(), T::default());
        let array = ArrayD::from_shape_vec(IxDyn(&self.lengths), values).ok()?;
        Some(if self.is_turned { array.reversed_axes().as_standard_layout().into_owned() } else { array })
    }
}

/// Reads the cells of a rectangle through `read`; of patches, piece by piece, and `None` where the painter broke off.
/// `densest` is as in [`Blocks::new`].
///
/// # Errors
/// When a piece cannot be read.
pub fn cells(
    read: &dyn Fn(&Window) -> Result<Tensor, FormatError>,
    densest: &[Vec<usize>],
    rectangle: &Rectangle,
    painter: &mut Painter<'_>,
) -> Result<Option<Cells>, FormatError> {
    let window = rectangle.window();
    if !rectangle.patch.is_several() {
        let values = rectangle.upright(read(&window)?).ok_or(FormatError::Outside)?;
        return Ok(Some(Cells { values, known: rectangle.filled() }));
    }
    let total = window.count().unwrap_or(usize::MAX) as u64;
    let mut sums = Sums::of(rectangle);
    let mut done = 0;
    for block in Blocks::new(window, densest) {
        let tensor = read(&block.window)?;
        sums.add(&tensor, &block.ranges);
        done += tensor.len() as u64;
        if painter(&|| sums.cells(), Progress { done, total }) == ControlFlow::Break(()) {
            return Ok(None);
        }
    }
    Ok(sums.cells())
}

/// The element at an index.
///
/// # Errors
/// When it cannot be read.
pub fn element(source: &Source, index: &[usize], part: Part) -> Result<Option<Scalar>, FormatError> {
    let window = Window { axes: index.iter().map(|&at| Axis::at(at)).collect() };
    Ok(source.read(&window, part)?.get(&[]))
}

#[cfg(test)]
mod tests;
