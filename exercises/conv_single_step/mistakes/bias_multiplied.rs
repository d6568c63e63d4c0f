//! believes: The bias scales the result.
//!
//! The sum has been multiplied by the bias. Where the bias is zero, the products should still be
//! there.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    (&a_slice_prev * &w).sum() * b[[0, 0, 0]]
}
