//! believes: It does not matter in which order a size is added up.
//!
//! Where the filter is larger than the image, though not than the padded image, the size has gone
//! below zero on its way, and a size cannot: the order of adding and taking away matters.

use super::{ConvCache, ConvHyperparameters, conv_single_step, zero_pad};
use ndarray::*;

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let (m, n_h_prev, n_w_prev, _) = a_prev.dim();
    let (f, _, _, n_c) = w.dim();
    let ConvHyperparameters { stride, pad } = hparameters;
    let n_h = (n_h_prev - f + 2 * pad) / stride + 1;
    let n_w = (n_w_prev - f + 2 * pad) / stride + 1;
    let mut z = Array4::zeros((m, n_h, n_w, n_c));
    let a_prev_pad = zero_pad(a_prev, pad);
    for i in 0..m {
        for h in 0..n_h {
            for v in 0..n_w {
                for c in 0..n_c {
                    let top = h * stride;
                    let left = v * stride;
                    let window = a_prev_pad.slice(s![i, top..top + f, left..left + f, ..]);
                    let filter = w.slice(s![.., .., .., c]);
                    let bias = b.slice(s![.., .., .., c]);
                    z[[i, h, v, c]] = conv_single_step(window, filter, bias);
                }
            }
        }
    }
    let cache = ConvCache {
        a_prev: a_prev.to_owned(),
        w: w.to_owned(),
        b: b.to_owned(),
        hparameters,
    };
    (z, cache)
}
