//! The windows that slide over an input: what makes a case prove less than it seems to.

use super::{Case, Exercise, Input};
use crate::tensor::{Plane, Scalar, Tensor, Windows};
use ndarray::{Array3, ArrayD, ArrayView2, Axis, IxDyn, s};
use std::ops::Range;

impl Exercise {
    /// The inputs whose maximum counts, but of which some window holds it twice: the right answer is not one there.
    #[must_use]
    pub fn tied_inputs<'a>(&self, case: &Case, inputs: &'a [Input]) -> Vec<&'a str> {
        let tied = |input: &&Input| {
            let drawn = self.drawn_input(case, &input.name);
            drawn.maxima().is_some_and(|windows| {
                planes(&input.tensor, drawn.plane).outer_iter().any(|plane| has_tie(&plane, windows))
            })
        };
        inputs.iter().filter(tied).map(|input| input.name.as_str()).collect()
    }

    /// How many windows slide over an input with its padding, and how many of them hold nothing but padding.
    #[must_use]
    pub fn windows_in_padding(&self, case: &Case, input: &Input) -> (usize, usize) {
        let drawn = self.drawn_input(case, &input.name);
        let Some(windows) = drawn.windows else { return (0, 0) };
        let size = planes(&input.tensor, drawn.plane).dim();
        let along = |length: usize, size: usize| {
            let image = drawn.ring..drawn.ring + length;
            let all = spans(length + 2 * drawn.ring, size, windows.stride);
            let inside = all.clone().filter(|span| span.start < image.end && span.end > image.start);
            (all.count(), inside.count())
        };
        let (rows, seen_rows) = along(size.1, windows.height);
        let (columns, seen_columns) = along(size.2, windows.width);
        (rows * columns, rows * columns - seen_rows * seen_columns)
    }
}

/// A tensor as its planes, one after the other; what has fewer than two axes is one plane of one row.
#[must_use]
pub fn planes(tensor: &Tensor, plane: Option<(usize, usize)>) -> Array3<f64> {
    let cells: Vec<f64> = tensor.scalars().map(Scalar::to_f64).collect();
    let shape = tensor.shape();
    let Plane { rows, columns, .. } = Plane::first(shape, plane);
    let length = |axis: Option<usize>| axis.map_or(1, |axis| shape[axis]);
    let (height, width) = (length(rows), length(columns));
    let others = (0..shape.len()).filter(|&axis| Some(axis) != rows && Some(axis) != columns);
    let order: Vec<usize> = others.chain(rows).chain(columns).collect();
    let outer = cells.len() / (height * width).max(1);
    let arranged =
        ArrayD::from_shape_vec(IxDyn(shape), cells).map(|array| array.permuted_axes(IxDyn(&order)));
    let cells = arranged.map_or_else(|_| Vec::new(), |array| array.iter().copied().collect());
    Array3::from_shape_vec((outer, height, width), cells).unwrap_or_default()
}

/// Where the windows lie along one axis.
fn spans(length: usize, size: usize, stride: usize) -> impl Iterator<Item = Range<usize>> + Clone {
    let end = if size <= length { length - size + 1 } else { 0 };
    (0..end).step_by(stride.max(1)).map(move |start| start..start + size)
}

fn has_tie(plane: &ArrayView2<f64>, windows: Windows) -> bool {
    let columns = spans(plane.len_of(Axis(1)), windows.width, windows.stride);
    spans(plane.len_of(Axis(0)), windows.height, windows.stride).any(|rows| {
        columns.clone().any(|columns| {
            let window = plane.slice(s![rows.clone(), columns]);
            let largest = window.fold(f64::NEG_INFINITY, |largest, &cell| largest.max(cell));
            window.iter().filter(|&&cell| cell >= largest).count() > 1
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn a_tie_is_a_maximum_that_a_window_holds_twice() {
        let windows = Windows { height: 2, width: 2, stride: 1 };
        assert!(has_tie(&array![[1.0, 5.0, 2.0], [5.0, 0.0, 3.0]].view(), windows));
        assert!(!has_tie(&array![[5.0, 1.0, 5.0], [0.0, 2.0, 3.0]].view(), windows));
        // The equal numbers are not the largest of their window.
        assert!(!has_tie(&array![[1.0, 1.0], [9.0, 0.0]].view(), windows));
    }

    #[test]
    fn windows_lie_a_stride_apart_and_whole() {
        let starts =
            |length, size, stride| spans(length, size, stride).map(|span| span.start).collect::<Vec<_>>();
        assert_eq!(starts(6, 2, 3), [0, 3]);
        assert_eq!(starts(7, 3, 2), [0, 2, 4]);
        assert_eq!(starts(2, 3, 1), [0; 0]);
    }

    #[test]
    fn planes_follow_each_other_in_the_order_of_the_other_axes() {
        let tensor = Tensor::F64(ArrayD::from_shape_fn(IxDyn(&[2, 3, 2]), |at| {
            [100.0, 10.0, 1.0].iter().zip(0..3).map(|(unit, axis)| unit * [0.0, 1.0, 2.0][at[axis]]).sum()
        }));
        let planes = planes(&tensor, Some((1, 0)));
        assert_eq!(planes.dim(), (2, 3, 2));
        assert_eq!(planes.index_axis(Axis(0), 1), array![[1.0, 101.0], [11.0, 111.0], [21.0, 121.0]]);
        assert_eq!(super::planes(&Tensor::from_scalar(Scalar::F64(4.0)), None), array![[[4.0]]]);
    }
}
