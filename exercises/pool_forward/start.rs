//! Pooling, forward: every window of every channel becomes one number.

use super::{PoolCache, PoolHyperparameters, PoolMode};
use ndarray::*;

/// Reduces every window of a batch of images to its maximum or its mean.
///
/// - `a_prev`: activations of the layer before, shape `(m, n_H_prev, n_W_prev, n_C)`
/// - `hparameters`: the window's size `f` and its `stride`; there is no padding
/// - `mode`: `PoolMode::Max` or `PoolMode::Average`
///
/// Returns `A`, shape `(m, n_H, n_W, n_C)`, where `n_H = ⌊(n_H_prev − f) / stride⌋ + 1` and
/// likewise `n_W`, and the cache: the input and the hyperparameters.
pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    // TODO: work out n_H and n_W; the number of channels stays.
    // TODO: for every example, output row, output column and channel: cut the window out of that
    //       one channel, and reduce it as `mode` says.
    // TODO: keep the input and the hyperparameters in the cache.
    todo!("pool_forward: reduce every window to one number")
}
