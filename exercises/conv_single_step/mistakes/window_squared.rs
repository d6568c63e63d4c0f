//! believes: The window is weighted with itself.
//!
//! The window has been multiplied by itself: the filter has no part in the result.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    _w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    (&a_slice_prev * &a_slice_prev).sum() + b[[0, 0, 0]]
}
