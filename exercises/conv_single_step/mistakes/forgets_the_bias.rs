//! believes: The sum of the products is the whole result.
//!
//! The sum of the products is right, and the bias has not been added.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    _b: ArrayView3<f64>,
) -> f64 {
    (&a_slice_prev * &w).sum()
}
