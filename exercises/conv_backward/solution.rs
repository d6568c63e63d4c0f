//! Convolution, backward: where each gradient goes.

use super::{ConvCache, ConvHyperparameters, zero_pad};
use ndarray::*;

/// Takes the gradient of the cost back through a convolution.
///
/// - `dz`: gradient with respect to the output `Z`, shape `(m, n_H, n_W, n_C)`
/// - `cache`: what the forward pass kept: `a_prev` `(m, n_H_prev, n_W_prev, n_C_prev)`,
///   `w` `(f, f, n_C_prev, n_C)`, `b` `(1, 1, 1, n_C)` and the hyperparameters
///
/// Returns `(dA_prev, dW, db)`, each of the shape of what it is the gradient of. For every example
/// `i`, output position `(h, w)` and filter `c`, with the window that the forward pass used there:
///
/// - `dA_prev_pad[window] += W[.., .., .., c] · dZ[i, h, w, c]`
/// - `dW[.., .., .., c]   += a_prev_pad[window] · dZ[i, h, w, c]`
/// - `db[c]               += dZ[i, h, w, c]`
///
/// and `dA_prev` is `dA_prev_pad` without its padding.
pub fn conv_backward(
    dz: ArrayView4<f64>,
    cache: &ConvCache,
) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let ConvHyperparameters { stride, pad } = cache.hparameters;
    let (_, n_h_prev, n_w_prev, _) = cache.a_prev.dim();
    let f = cache.w.dim().0;

    let a_prev_pad = zero_pad(cache.a_prev.view(), pad);
    let mut da_prev_pad = Array4::zeros(a_prev_pad.raw_dim());
    let mut dw = Array4::zeros(cache.w.raw_dim());
    let mut db = Array4::zeros(cache.b.raw_dim());

    for ((example, row, column, filter), &gradient) in dz.indexed_iter() {
        let (top, left) = (row * stride, column * stride);
        let window = s![example, top..top + f, left..left + f, ..];
        let one_filter = s![.., .., .., filter];
        da_prev_pad
            .slice_mut(window)
            .scaled_add(gradient, &cache.w.slice(one_filter));
        dw.slice_mut(one_filter)
            .scaled_add(gradient, &a_prev_pad.slice(window));
        db[[0, 0, 0, filter]] += gradient;
    }

    let da_prev = da_prev_pad
        .slice(s![.., pad..pad + n_h_prev, pad..pad + n_w_prev, ..])
        .to_owned();
    (da_prev, dw, db)
}
