//! believes: Activations and weights are added.
//!
//! Activations and weights have been added. Each weight says how much its activation counts: the
//! two are multiplied.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    (&a_slice_prev + &w).sum() + b[[0, 0, 0]]
}
