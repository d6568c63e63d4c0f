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
    fn lies(&self) -> bool {
        matches!((self.plane.rows, self.plane.columns), (Some(rows), Some(columns)) if columns < rows)
    }

    /// What was read as rows × columns.
    fn upright(&self, tensor: Tensor) -> Option<Tensor> {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        let lengths = if self.lies() { [columns, rows] } else { [rows, columns] };
        let arranged = Arrangement { lengths, lies: self.lies() };
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
    lies: bool,
}

impl Arrangement {
    /// What was read as rows × columns; the last row of a folded vector is filled up.
    fn of<T: Clone + Default>(&self, array: ArrayD<T>) -> Option<ArrayD<T>> {
        let mut values: Vec<T> = array.into_iter().collect();
        values.resize(self.lengths.iter().product(), T::default());
        let array = ArrayD::from_shape_vec(IxDyn(&self.lengths), values).ok()?;
        Some(if self.lies { array.reversed_axes().as_standard_layout().into_owned() } else { array })
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
mod tests {
    use super::*;
    use crate::formats::{Bytes, npy};
    use ndarray::Array;

    fn source(shape: &[usize]) -> Source {
        let count: usize = shape.iter().product();
        let values = Array::from_iter((0..count).map(|at| f64::from(u32::try_from(at).unwrap())));
        let tensor = Tensor::F64(values.into_shape_with_order(IxDyn(shape)).unwrap());
        let mut bytes = Vec::new();
        npy::write(&tensor, &mut bytes).unwrap();
        npy::open(&Bytes::memory(&bytes)).unwrap()
    }

    fn read(source: &Source, rectangle: &Rectangle) -> Cells {
        let read = |window: &Window| source.read(window, Part::Real);
        let go_on = &mut |_: &dyn Fn() -> Option<Cells>, _| ControlFlow::Continue(());
        cells(&read, &[source.densest_first()], rectangle, go_on).unwrap().unwrap()
    }

    fn numbers(cells: &Cells) -> Vec<f64> {
        cells.values.scalars().map(Scalar::to_f64).collect()
    }

    #[test]
    fn a_plane_may_lie_across_the_file() {
        let plane = Plane { rows: Some(2), columns: Some(0), at: vec![0, 1, 0] };
        let rectangle = Rectangle {
            plane,
            rows: 1..3,
            columns: 0..2,
            patch: Patch::ONE,
            fold: None,
            reduction: Reduction::Largest,
        };
        let found = read(&source(&[2, 3, 4]), &rectangle);
        assert_eq!(found.values.shape(), [2, 2]);
        assert_eq!(numbers(&found), [5.0, 17.0, 6.0, 18.0]);
    }

    #[test]
    fn a_cell_stands_for_its_block() {
        let plane = Plane::first(&[5, 6], None);
        let mut rectangle = Rectangle {
            plane,
            rows: 0..5,
            columns: 0..6,
            patch: Patch::square(4),
            fold: None,
            reduction: Reduction::Largest,
        };
        let found = read(&source(&[5, 6]), &rectangle);
        assert_eq!((numbers(&found), found.known), (vec![21.0, 23.0, 27.0, 29.0], None));
        rectangle.reduction = Reduction::Mean;
        assert_eq!(numbers(&read(&source(&[5, 6]), &rectangle)), [10.5, 13.5, 25.5, 28.5]);
    }

    #[test]
    fn vectors_and_scalars_are_planes_too() {
        for (shape, expected) in [(vec![], vec![0.0]), (vec![5], vec![2.0, 4.0])] {
            let plane = Plane::first(&shape, None);
            let (rows, columns) = (plane.row_count(&shape), plane.column_count(&shape));
            let rectangle = Rectangle {
                plane,
                rows: 0..rows,
                columns: 0..columns,
                patch: Patch::square(3),
                fold: None,
                reduction: Reduction::Largest,
            };
            assert_eq!(numbers(&read(&source(&shape), &rectangle)), expected);
        }
    }

    #[test]
    fn patches_may_be_higher_than_wide() {
        let plane = Plane::first(&[4, 6], None);
        let patch = Patch { rows: 4, columns: 2 };
        let rectangle =
            Rectangle { plane, rows: 0..4, columns: 0..6, patch, fold: None, reduction: Reduction::Mean };
        assert_eq!(rectangle.size(), (1, 3));
        assert_eq!(numbers(&read(&source(&[4, 6]), &rectangle)), [9.5, 11.5, 13.5]);
    }

    #[test]
    fn a_vector_is_broken_into_rows() {
        let mut rectangle = Rectangle {
            plane: Plane::first(&[8], None),
            rows: 1..3,
            columns: 0..3,
            patch: Patch::ONE,
            fold: Some(Fold { row: 3, length: 8 }),
            reduction: Reduction::Largest,
        };
        let found = read(&source(&[8]), &rectangle);
        assert_eq!(numbers(&found), [3.0, 4.0, 5.0, 6.0, 7.0, 0.0]);
        assert_eq!(found.known.unwrap().iter().filter(|known| **known).count(), 5);
        rectangle = Rectangle { rows: 0..3, patch: Patch::square(2), ..rectangle };
        assert_eq!(numbers(&read(&source(&[8]), &rectangle)), [4.0, 5.0, 7.0, 0.0]);
        let row = Patch { rows: 1, columns: 2 };
        rectangle = Rectangle {
            rows: 0..2,
            columns: 0..4,
            patch: row,
            fold: Some(Fold { row: 4, length: 8 }),
            ..rectangle
        };
        assert_eq!(
            numbers(&read(&source(&[8]), &rectangle)),
            [1.0, 3.0, 5.0, 7.0],
            "each cell a run of the file"
        );
    }

    #[test]
    fn what_is_not_read_yet_is_not_known() {
        let rectangle = Rectangle {
            plane: Plane::first(&[400, 1000], None),
            rows: 0..400,
            columns: 0..1000,
            patch: Patch::square(100),
            fold: None,
            reduction: Reduction::Mean,
        };
        let mut seen = Vec::new();
        let source = source(&[400, 1000]);
        let read = |window: &Window| source.read(window, Part::Real);
        let end = cells(&read, &[source.densest_first()], &rectangle, &mut |so_far, progress| {
            seen.push((so_far().unwrap().known, progress));
            ControlFlow::Break(())
        });
        assert_eq!(end.unwrap(), None);
        let known = seen[0].0.as_ref().unwrap();
        assert!(known[[0, 0]] && !known[[3, 9]] && seen[0].1.total == 400_000);
    }
}
