//! Pooling, backward: the gradient returns to the maximum, or to every cell alike.

use super::{PoolCache, PoolHyperparameters, PoolMode, create_mask_from_window, distribute_value};
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
    let PoolHyperparameters { f, stride } = cache.hparameters;
    let mut da_prev = Array4::zeros(cache.a_prev.raw_dim());

    for ((example, row, column, channel), &gradient) in da.indexed_iter() {
        let (top, left) = (row * stride, column * stride);
        let window = s![example, top..top + f, left..left + f, channel];
        let received = match mode {
            PoolMode::Max => create_mask_from_window(cache.a_prev.slice(window))
                .mapv(|is_maximum| if is_maximum { gradient } else { 0.0 }),
            PoolMode::Average => distribute_value(gradient, (f, f)),
        };
        let mut target = da_prev.slice_mut(window);
        target += &received;
    }

    da_prev
}
