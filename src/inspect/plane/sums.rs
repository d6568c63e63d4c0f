//! Patches of elements as the numbers that stand for them.

use super::{Cells, Patch, Rectangle, Reduction};
use crate::inspect::lanes::{count, folded, more, sum};
use crate::tensor::Tensor;
use ndarray::{ArrayD, IxDyn};
use std::ops::Range;

/// The patches so far.
pub(super) struct Sums<'a> {
    rectangle: &'a Rectangle,
    values: Vec<f64>,
    counts: Vec<u64>,
    /// The elements of the piece that is taken.
    doubles: Vec<f64>,
}

impl<'a> Sums<'a> {
    pub(super) fn of(rectangle: &'a Rectangle) -> Self {
        let (rows, columns) = rectangle.size();
        let cells = rows * columns;
        Self { rectangle, values: vec![0.0; cells], counts: vec![0; cells], doubles: Vec::new() }
    }

    /// Takes a piece at these places of the window's result.
    pub(super) fn add(&mut self, tensor: &Tensor, ranges: &[Range<usize>]) {
        let mut doubles = std::mem::take(&mut self.doubles);
        tensor.doubles_into(&mut doubles);
        let plane = &self.rectangle.plane;
        let whole = || 0..1;
        let (first, second) = match ranges {
            [first, second] => (first.clone(), second.clone()),
            [only] if plane.rows.is_some() && plane.columns.is_none() => (only.clone(), whole()),
            [only] => (whole(), only.clone()),
            _ => (whole(), whole()),
        };
        let mut rest = doubles.as_slice();
        for outer in first {
            let mut inner = second.start;
            while inner < second.end {
                let (cell, end) = self.cell(outer, inner);
                let (here, after) = rest.split_at(rest.len().min(end.min(second.end) - inner));
                self.take(cell, here);
                (rest, inner) = (after, end);
            }
        }
        self.doubles = doubles;
    }

    /// The cell of an element, by its places along the outer and the inner axis of what is read, and where along the
    /// inner one the cell ends.
    fn cell(&self, outer: usize, inner: usize) -> (usize, usize) {
        let (Patch { rows, columns }, width) = (self.rectangle.patch, self.rectangle.size().1);
        let cell_of = |row: usize, column: usize| row / rows * width + column / columns;
        let end = |place: usize, side: usize| inner + side - place % side;
        match self.rectangle.fold {
            Some(fold) => {
                let (row, column) = (inner / fold.row, inner % fold.row);
                (cell_of(row, column), end(column, columns).min((row + 1) * fold.row))
            }
            None if self.rectangle.is_turned() => (cell_of(inner, outer), end(inner, rows)),
            None => (cell_of(outer, inner), end(inner, columns)),
        }
    }

    /// Takes elements of one cell.
    fn take(&mut self, cell: usize, elements: &[f64]) {
        self.counts[cell] += elements.len() as u64;
        let value = &mut self.values[cell];
        match self.rectangle.reduction {
            Reduction::Mean => *value += sum(elements, |element| element),
            Reduction::Largest if value.is_nan() => {}
            Reduction::Largest => {
                let largest = largest(elements);
                if largest.is_nan() || largest.abs() > value.abs() {
                    *value = largest;
                }
            }
        }
    }

    pub(super) fn cells(&self) -> Option<Cells> {
        let (rows, columns) = self.rectangle.size();
        let shape = IxDyn(&[rows, columns]);
        #[expect(clippy::cast_precision_loss, reason = "a mean needs no more digits than doubles have")]
        let value = |(sum, count): (&f64, &u64)| match self.rectangle.reduction {
            Reduction::Mean if *count > 0 => sum / *count as f64,
            _ => *sum,
        };
        let values = self.values.iter().zip(&self.counts).map(value).collect();
        let values = Tensor::F64(ArrayD::from_shape_vec(shape.clone(), values).ok()?);
        let known: Vec<bool> = self.counts.iter().map(|count| *count > 0).collect();
        let known = if known.contains(&false) { ArrayD::from_shape_vec(shape, known).ok() } else { None };
        Some(Cells { values, known })
    }
}

/// The first element of the largest magnitude, or NaN if there is one.
fn largest(elements: &[f64]) -> f64 {
    if count(elements, f64::is_nan) > 0 {
        return f64::NAN;
    }
    let magnitude = folded(elements, 0.0, |most, element| more(most, element.abs()), more);
    elements.iter().copied().find(|element| element.abs() >= magnitude).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::plane::Fold;
    use crate::tensor::Plane;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// What stands for elements, one after the other.
    fn reduced(elements: &[f64], reduction: Reduction) -> f64 {
        let larger = |largest: f64, element: f64| match () {
            () if largest.is_nan() || element.is_nan() => f64::NAN,
            () if element.abs() > largest.abs() => element,
            () => largest,
        };
        match reduction {
            Reduction::Mean => {
                elements.iter().sum::<f64>() / f64::from(u32::try_from(elements.len()).unwrap())
            }
            Reduction::Largest => elements.iter().copied().fold(0.0, larger),
        }
    }

    /// The cells of a whole plane, element by element.
    fn expected(values: &[f64], rectangle: &Rectangle, place: impl Fn(usize) -> (usize, usize)) -> Vec<f64> {
        let mut cells: BTreeMap<(usize, usize), Vec<f64>> = BTreeMap::new();
        for (at, &value) in values.iter().enumerate() {
            let (row, column) = place(at);
            cells
                .entry((row / rectangle.patch.rows, column / rectangle.patch.columns))
                .or_default()
                .push(value);
        }
        cells.values().map(|elements| reduced(elements, rectangle.reduction)).collect()
    }

    fn alike(found: &Sums<'_>, expected: &[f64]) -> bool {
        let found: Vec<f64> =
            found.cells().unwrap().values.scalars().map(crate::tensor::Scalar::to_f64).collect();
        let same =
            |(one, other): (&f64, &f64)| (one - other).abs() < 1e-12 || (one.is_nan() && other.is_nan());
        found.len() == expected.len() && found.iter().zip(expected).all(same)
    }

    proptest! {
        #[test]
        fn cells_are_those_of_a_loop_over_all_elements(
            (rows, columns, patch) in (1_usize..40, 1_usize..70, (1_usize..30, 2_usize..30)),
            is_mean: bool,
            lies: bool,
            with_nan: bool,
        ) {
            let count = u32::try_from(rows * columns).unwrap();
            let mut values: Vec<f64> = (0..count).map(|at| (f64::from(at) * 37.0).sin()).collect();
            if with_nan {
                let middle = values.len() / 2;
                values[middle] = f64::NAN;
            }
            let reduction = if is_mean { Reduction::Mean } else { Reduction::Largest };
            let (axes, shape) = if lies { ([1, 0], [columns, rows]) } else { ([0, 1], [rows, columns]) };
            let plane = Plane { rows: Some(axes[0]), columns: Some(axes[1]), at: vec![0, 0] };
            let patch = Patch { rows: patch.0, columns: patch.1 };
            let mut rectangle = Rectangle { plane, rows: 0..rows, columns: 0..columns, patch, fold: None, reduction };
            let tensor = Tensor::F64(ArrayD::from_shape_vec(IxDyn(&shape), values.clone()).unwrap());
            let mut sums = Sums::of(&rectangle);
            sums.add(&tensor, &[0..shape[0], 0..shape[1]]);
            let place = |at: usize| if lies { (at % rows, at / rows) } else { (at / columns, at % columns) };
            prop_assert!(alike(&sums, &expected(&values, &rectangle, place)));

            // The same numbers as a vector that is broken into rows, in two pieces.
            let length = values.len();
            rectangle.plane = Plane::first(&[length], None);
            rectangle.fold = Some(Fold { row: columns, length });
            let mut sums = Sums::of(&rectangle);
            for range in [0..length / 3, length / 3..length] {
                let piece = values[range.clone()].to_vec();
                sums.add(&Tensor::F64(ArrayD::from_shape_vec(IxDyn(&[piece.len()]), piece).unwrap()), &[range]);
            }
            prop_assert!(alike(&sums, &expected(&values, &rectangle, |at| (at / columns, at % columns))));
        }
    }
}
