//! What is to be drawn of a tensor, before it is known how much of it fits.

use super::maxima::marked_maxima;
use super::{Cell, Content, Extent, Marks, Picture};
use crate::tensor::{Plane, Scalar, Tensor, Windows};
use ndarray::{ArrayD, IxDyn};
use std::ops::Range;

/// A plane of a tensor and how it is drawn.
#[derive(Clone, Debug)]
pub struct Drawing<'a> {
    tensor: &'a Tensor,
    plane: &'a Plane,
    reading: Reading<'a>,
    ring: usize,
    padding: usize,
    wrong: Option<&'a ArrayD<bool>>,
    known: Option<&'a ArrayD<bool>>,
    windows: Option<Windows>,
    focus: Option<(usize, usize)>,
}

/// How a cell's content follows from the tensor.
#[derive(Clone, Copy, Debug)]
enum Reading<'a> {
    Values,
    /// Whatever is not 0 is true.
    Mask,
    /// The tensor minus this one.
    DifferenceFrom(&'a Tensor),
}

impl<'a> Drawing<'a> {
    /// The values of a plane.
    #[must_use]
    pub const fn of(tensor: &'a Tensor, plane: &'a Plane) -> Self {
        Self {
            tensor,
            plane,
            reading: Reading::Values,
            ring: 0,
            padding: 0,
            wrong: None,
            known: None,
            windows: None,
            focus: None,
        }
    }

    /// `actual − expected`. Cells count as equal where `wrong` says so, or where their values are the same if
    /// nothing is marked wrong.
    #[must_use]
    pub const fn difference(expected: &'a Tensor, actual: &'a Tensor, plane: &'a Plane) -> Self {
        Self { reading: Reading::DifferenceFrom(expected), ..Self::of(actual, plane) }
    }

    /// Draws true cells as marks, whatever the element type.
    #[must_use]
    pub const fn as_mask(mut self) -> Self {
        self.reading = Reading::Mask;
        self
    }

    /// Draws `cells` of padding around the plane, which the tensor does not hold.
    #[must_use]
    pub const fn with_ring(mut self, cells: usize) -> Self {
        self.ring = cells;
        self
    }

    /// The outer `cells` of the plane on each side are padding. They are drawn so where they are 0 and right: what a
    /// mistake has put there stays in sight.
    #[must_use]
    pub const fn with_padding(mut self, cells: usize) -> Self {
        self.padding = cells;
        self
    }

    /// Marks these cells as wrong; of the tensor's shape.
    #[must_use]
    pub const fn with_wrong(mut self, wrong: &'a ArrayD<bool>) -> Self {
        self.wrong = Some(wrong);
        self
    }

    /// Leaves out the cells that are not known yet; of the tensor's shape.
    #[must_use]
    pub const fn with_known(mut self, known: &'a ArrayD<bool>) -> Self {
        self.known = Some(known);
        self
    }

    /// Marks the largest value of each whole window: one cell a window, unless several share that value.
    #[must_use]
    pub const fn with_maxima(mut self, windows: Windows) -> Self {
        self.windows = Some(windows);
        self
    }

    /// Puts the cursor on the cell at this row and column of the tensor.
    #[must_use]
    pub const fn with_focus(mut self, row: usize, column: usize) -> Self {
        self.focus = Some((row, column));
        self
    }

    /// Rows and columns of the whole drawing, the ring included.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.lengths();
        (rows + 2 * self.ring, columns + 2 * self.ring)
    }

    /// The whole drawing.
    #[must_use]
    pub fn paint_all(&self) -> Picture {
        self.paint(&Extent::whole(self.size()))
    }

    /// The part of the drawing inside `extent`; what lies beyond its edges is left out.
    #[must_use]
    pub fn paint(&self, extent: &Extent) -> Picture {
        let size = self.size();
        let extent = extent.clamped(size);
        let row_labels = self.labels(&extent.rows, self.lengths().0);
        let column_labels = self.labels(&extent.columns, self.lengths().1);
        let cells = row_labels.iter().flat_map(|&row| column_labels.iter().map(move |&column| (row, column)));
        let mut picture = Picture {
            rows: row_labels.len(),
            columns: column_labels.len(),
            cells: cells.map(|(row, column)| self.cell(row, column)).collect(),
            extent,
            size,
            row_labels,
            column_labels,
        };
        if let Some(windows) = self.windows {
            self.mark_maxima(windows, &mut picture);
        }
        picture
    }

    /// The tensor's lengths along rows and columns.
    fn lengths(&self) -> (usize, usize) {
        let shape = self.tensor.shape();
        (self.plane.row_count(shape), self.plane.column_count(shape))
    }

    fn labels(&self, range: &Range<usize>, length: usize) -> Vec<Option<usize>> {
        range.clone().map(|place| place.checked_sub(self.ring).filter(|&index| index < length)).collect()
    }

    fn cell(&self, row: Option<usize>, column: Option<usize>) -> Cell {
        let (Some(row), Some(column)) = (row, column) else {
            return Cell { content: Content::Padding, marks: Marks::default() };
        };
        let index = self.plane.index_of(row, column);
        let marked = self.wrong.and_then(|wrong| wrong.get(IxDyn(&index)).copied());
        let marks =
            Marks { maximum: false, wrong: marked == Some(true), focus: self.focus == Some((row, column)) };
        let content = match self.content(&index, marked) {
            Content::Number(value)
                if !marks.wrong && value.to_f64() == 0.0 && self.in_padding(row, column) =>
            {
                Content::Padding
            }
            content => content,
        };
        Cell { content, marks }
    }

    fn content(&self, index: &[usize], marked: Option<bool>) -> Content {
        let Some(value) = self.tensor.get(index) else { return Content::Absent };
        if self.known.is_some_and(|known| known.get(IxDyn(index)) == Some(&false)) {
            return Content::Absent;
        }
        match (self.reading, value) {
            (Reading::DifferenceFrom(expected), _) => match expected.get(index) {
                Some(expected) => difference(expected, value, marked),
                None => Content::Absent,
            },
            (_, Scalar::Bool(truth)) => Content::Truth(truth),
            (Reading::Mask, _) => Content::Truth(value.to_f64() != 0.0),
            (Reading::Values, _) => Content::Number(value),
        }
    }

    fn in_padding(&self, row: usize, column: usize) -> bool {
        let (rows, columns) = self.lengths();
        let outer = |place: usize, length: usize| place < self.padding || place + self.padding >= length;
        (self.plane.rows.is_some() && outer(row, rows))
            || (self.plane.columns.is_some() && outer(column, columns))
    }

    fn mark_maxima(&self, windows: Windows, picture: &mut Picture) {
        let value =
            |row, column| self.tensor.get(&self.plane.index_of(row, column)).map_or(f64::NAN, Scalar::to_f64);
        let (rows, columns) = (labelled(&picture.row_labels), labelled(&picture.column_labels));
        for (row, column) in marked_maxima(windows, self.lengths(), &(rows, columns), value) {
            let place = |index: usize, range: &Range<usize>| (index + self.ring).checked_sub(range.start);
            let (Some(down), Some(right)) =
                (place(row, &picture.extent.rows), place(column, &picture.extent.columns))
            else {
                continue;
            };
            if right < picture.columns
                && let Some(cell) = picture.cells.get_mut(down * picture.columns + right)
            {
                cell.marks.maximum = true;
            }
        }
    }
}

/// The range of tensor indices among the labels.
fn labelled(labels: &[Option<usize>]) -> Range<usize> {
    let first = labels.iter().flatten().next().copied().unwrap_or(0);
    first..first + labels.iter().flatten().count()
}

fn difference(expected: Scalar, actual: Scalar, marked: Option<bool>) -> Content {
    let same = expected == actual || (expected.to_f64().is_nan() && actual.to_f64().is_nan());
    match marked {
        Some(false) => Content::Equal,
        None if same => Content::Equal,
        _ => Content::Number(subtract(actual, expected)),
    }
}

/// `left − right`, exact for integers that an `i64` can hold the difference of.
fn subtract(left: Scalar, right: Scalar) -> Scalar {
    let exact = match (left, right) {
        (Scalar::I64(left), Scalar::I64(right)) => left.checked_sub(right),
        (Scalar::U64(left), Scalar::U64(right)) => i64::try_from(i128::from(left) - i128::from(right)).ok(),
        (Scalar::Bool(left), Scalar::Bool(right)) => Some(i64::from(left) - i64::from(right)),
        _ => None,
    };
    exact.map_or_else(|| Scalar::F64(left.to_f64() - right.to_f64()), Scalar::I64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array2, Array4, arr2};

    fn plane(at: &[usize]) -> Plane {
        Plane { rows: Some(0), columns: Some(1), at: at.to_vec() }
    }

    fn count(picture: &Picture, content: Content) -> usize {
        picture.cells().iter().filter(|cell| cell.content == content).count()
    }

    #[test]
    fn a_ring_is_drawn_outside_and_padding_inside() {
        let inner = Tensor::F64(Array2::ones((3, 3)).into_dyn());
        let outside = Drawing::of(&inner, &plane(&[0, 0])).with_ring(2).paint_all();
        assert_eq!((outside.rows, outside.columns, count(&outside, Content::Padding)), (7, 7, 40));
        assert_eq!(outside.row_labels, [None, None, Some(0), Some(1), Some(2), None, None]);

        let mut padded = Array2::zeros((7, 7));
        padded.slice_mut(ndarray::s![2..5, 2..5]).fill(1.0);
        let padded = Tensor::F64(padded.into_dyn());
        let inside = Drawing::of(&padded, &plane(&[0, 0])).with_padding(2).paint_all();
        assert_eq!(count(&inside, Content::Padding), 40);
    }

    #[test]
    fn what_a_mistake_puts_into_the_padding_stays_in_sight() {
        let mut values = Array2::zeros((3, 3));
        values[[0, 1]] = 8.0;
        let wrong = values.mapv(|value| value != 0.0).into_dyn();
        let tensor = Tensor::F64(values.into_dyn());
        let picture = Drawing::of(&tensor, &plane(&[0, 0])).with_padding(1).with_wrong(&wrong).paint_all();
        assert_eq!(count(&picture, Content::Padding), 7);
        assert!(picture.cell(0, 1).is_some_and(|cell| cell.marks.wrong));
    }

    #[test]
    fn the_difference_hides_what_agrees_within_the_tolerance() {
        let expected = Tensor::F64(arr2(&[[1.0, 2.0, f64::NAN]]).into_dyn());
        let actual = Tensor::F64(arr2(&[[1.0 + 1e-15, 5.0, f64::NAN]]).into_dyn());
        let wrong = arr2(&[[false, true, false]]).into_dyn();
        let at = plane(&[0, 0]);
        let picture = Drawing::difference(&expected, &actual, &at).with_wrong(&wrong).paint_all();
        let contents: Vec<_> = picture.cells().iter().map(|cell| cell.content).collect();
        assert_eq!(contents, [Content::Equal, Content::Number(Scalar::F64(3.0)), Content::Equal]);
    }

    #[test]
    fn only_the_extent_is_painted() {
        let tensor = Tensor::F64(
            Array4::from_shape_fn((2, 50, 60, 3), |(i, h, w, c)| {
                f64::from(u32::try_from(i * 9000 + h * 180 + w * 3 + c).unwrap())
            })
            .into_dyn(),
        );
        let plane = Plane { rows: Some(1), columns: Some(2), at: vec![1, 0, 0, 2] };
        let extent = Extent { rows: 49..70, columns: 10..12 };
        let picture = Drawing::of(&tensor, &plane).paint(&extent);
        assert_eq!((picture.rows, picture.columns, picture.is_cut()), (1, 2, true));
        assert_eq!(picture.numbers().next(), tensor.get(&[1, 49, 10, 2]));
    }

    #[test]
    fn ranks_below_two_and_empty_axes_have_a_picture_too() {
        let scalar = Tensor::from_scalar(Scalar::I64(7));
        let no_axis = Plane { rows: None, columns: None, at: Vec::new() };
        assert_eq!(Drawing::of(&scalar, &no_axis).paint_all().cells().len(), 1);
        let empty = Tensor::F64(Array2::zeros((0, 4)).into_dyn());
        assert_eq!(Drawing::of(&empty, &plane(&[0, 0])).paint_all().cells().len(), 0);
    }

    #[test]
    fn an_integer_difference_is_exact() {
        let big = u64::MAX;
        assert_eq!(subtract(Scalar::U64(big), Scalar::U64(big - 1)), Scalar::I64(1));
        assert_eq!(subtract(Scalar::Bool(false), Scalar::Bool(true)), Scalar::I64(-1));
    }
}
