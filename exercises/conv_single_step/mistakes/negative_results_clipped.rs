//! believes: A neuron's output is never negative.
//!
//! Negative results have become zero. That is an activation function, and it is no part of the
//! convolution.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let z = (&a_slice_prev * &w).sum() + b[[0, 0, 0]];
    z.max(0.0)
}
