//! believes: The bias is a threshold that is taken off.
//!
//! The bias has been taken away from the sum instead of being added to it.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    (&a_slice_prev * &w).sum() - b[[0, 0, 0]]
}
