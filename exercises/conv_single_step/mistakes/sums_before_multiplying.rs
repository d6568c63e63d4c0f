//! believes: The product of the sums is the sum of the products.
//!
//! The activations and the weights have been summed up apart, and only the two sums multiplied.
//! Every cell meets the weight at its own place.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    a_slice_prev.sum() * w.sum() + b[[0, 0, 0]]
}
