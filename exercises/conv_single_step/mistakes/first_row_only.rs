//! believes: Summing over one axis sums everything.
//!
//! Only the first row of the window has been counted. A sum along some of the axes leaves numbers
//! behind along the others.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let s = (&a_slice_prev * &w).sum_axis(Axis(2)).sum_axis(Axis(1));
    s[0] + b[[0, 0, 0]]
}
