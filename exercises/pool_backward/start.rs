//! Pooling, backward: the gradient returns to the maximum, or to every cell alike.

use super::{PoolCache, PoolMode};
use ndarray::*;

/// Takes the gradient of the cost back through a pooling layer.
///
/// - `da`: gradient with respect to the output `A`, shape `(m, n_H, n_W, n_C)`
/// - `cache`: what the forward pass kept: `a_prev` `(m, n_H_prev, n_W_prev, n_C)` and the
///   hyperparameters
/// - `mode`: `PoolMode::Max` or `PoolMode::Average`
///
/// Returns `dA_prev`, of the shape of `a_prev`. For every example, output position and channel, the
/// window that the forward pass used there receives
///
/// - `PoolMode::Max`: the gradient at its maximum and nothing elsewhere,
/// - `PoolMode::Average`: the gradient, shared out evenly over its `f · f` cells;
///
/// where windows overlap, what they receive adds up.
pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    // TODO: begin with zeros of the shape of `cache.a_prev`.
    // TODO: visit every example, output row, output column and channel. Find the window, and add
    //       to it what your `super::create_mask_from_window` or `super::distribute_value` makes of
    //       the gradient.
    todo!("pool_backward: send every gradient back to its window")
}
