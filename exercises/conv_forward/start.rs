//! Convolution, forward: every filter slides over every image.

use super::{ConvCache, ConvHyperparameters};
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
    // TODO: work out n_H and n_W, and pad the images with your `super::zero_pad`.
    // TODO: for every example, output row, output column and filter: find the corners of the
    //       window, cut it out, and give it to your `super::conv_single_step` with that filter
    //       and its bias.
    // TODO: keep the inputs in the cache; `to_owned` makes an array of a view.
    todo!("conv_forward: slide the filters over the images")
}
