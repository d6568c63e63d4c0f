//! believes: The bias shifts the activations before the filter is applied.
//!
//! The bias has been added to the activations, so that the filter multiplies it as well. It is a
//! constant beside the weighted sum.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    ((&a_slice_prev + &b) * &w).sum()
}
