//! believes: Every column has a maximum of its own.
//!
//! The largest number of every column is marked. A window has one maximum.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let largest = x.fold_axis(Axis(0), f64::NEG_INFINITY, |largest, &value| {
        largest.max(value)
    });
    Array2::from_shape_fn(x.dim(), |(i, j)| x[[i, j]] == largest[j])
}
