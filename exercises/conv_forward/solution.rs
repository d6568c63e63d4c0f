//! Convolution, forward: every filter slides over every image.

use super::{ConvCache, ConvHyperparameters, conv_single_step, zero_pad};
use ndarray::*;

/// Convolves a batch of images with a bank of filters.
///
/// - `a_prev`: activations of the layer before, shape `(m, n_H_prev, n_W_prev, n_C_prev)`
/// - `w`: the filters, shape `(f, f, n_C_prev, n_C)`
/// - `b`: one bias a filter, shape `(1, 1, 1, n_C)`
/// - `hparameters`: `stride` and `pad`
///
/// Returns `Z`, shape `(m, n_H, n_W, n_C)`, where
/// `n_H = ⌊(n_H_prev − f + 2·pad) / stride⌋ + 1` and likewise `n_W`,
/// and the cache: the four inputs as they came in.
pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let ConvHyperparameters { stride, pad } = hparameters;
    let (m, n_h_prev, n_w_prev, _) = a_prev.dim();
    let (f, _, _, n_c) = w.dim();
    let n_h = (n_h_prev + 2 * pad - f) / stride + 1;
    let n_w = (n_w_prev + 2 * pad - f) / stride + 1;

    let a_prev_pad = zero_pad(a_prev, pad);
    let z = Array4::from_shape_fn((m, n_h, n_w, n_c), |(example, row, column, filter)| {
        let (top, left) = (row * stride, column * stride);
        let a_slice_prev = a_prev_pad.slice(s![example, top..top + f, left..left + f, ..]);
        conv_single_step(
            a_slice_prev,
            w.slice(s![.., .., .., filter]),
            b.slice(s![.., .., .., filter]),
        )
    });

    let cache = ConvCache {
        a_prev: a_prev.to_owned(),
        w: w.to_owned(),
        b: b.to_owned(),
        hparameters,
    };
    (z, cache)
}
