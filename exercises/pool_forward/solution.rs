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
    let PoolHyperparameters { f, stride } = hparameters;
    let (m, n_h_prev, n_w_prev, n_c) = a_prev.dim();
    let n_h = (n_h_prev - f) / stride + 1;
    let n_w = (n_w_prev - f) / stride + 1;

    let a = Array4::from_shape_fn((m, n_h, n_w, n_c), |(example, row, column, channel)| {
        let (top, left) = (row * stride, column * stride);
        let window = a_prev.slice(s![example, top..top + f, left..left + f, channel]);
        match mode {
            PoolMode::Max => window.fold(f64::NEG_INFINITY, |largest, &value| largest.max(value)),
            PoolMode::Average => window.sum() / window.len() as f64,
        }
    });

    (
        a,
        PoolCache {
            a_prev: a_prev.to_owned(),
            hparameters,
        },
    )
}
