//! believes: There is one filter.
//!
//! For dA_prev every gradient was multiplied by the first filter, and not by the filter that it
//! came through.

use super::{ConvCache, ConvHyperparameters, zero_pad};
use ndarray::*;

pub fn conv_backward(
    dz: ArrayView4<f64>,
    cache: &ConvCache,
) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let ConvCache {
        a_prev,
        w,
        b,
        hparameters,
    } = cache;
    let ConvHyperparameters { stride, pad } = *hparameters;
    let (m, n_h_prev, n_w_prev, _) = a_prev.dim();
    let (f, _, _, n_c) = w.dim();
    let (_, n_h, n_w, _) = dz.dim();
    let a_prev_pad = zero_pad(a_prev.view(), pad);
    let mut da_prev_pad: Array4<f64> = Array4::zeros(a_prev_pad.dim());
    let mut dw: Array4<f64> = Array4::zeros(w.dim());
    let mut db: Array4<f64> = Array4::zeros(b.dim());
    for i in 0..m {
        for h in 0..n_h {
            for v in 0..n_w {
                for c in 0..n_c {
                    let gradient = dz[[i, h, v, c]];
                    let top = h * stride;
                    let left = v * stride;
                    let window = a_prev_pad.slice(s![i, top..top + f, left..left + f, ..]);
                    let filter = w.slice(s![.., .., .., 0]);
                    let mut da = da_prev_pad.slice_mut(s![i, top..top + f, left..left + f, ..]);
                    da += &(&filter * gradient);
                    let mut dw = dw.slice_mut(s![.., .., .., c]);
                    dw += &(&window * gradient);
                    db[[0, 0, 0, c]] += gradient;
                }
            }
        }
    }
    let da_prev = da_prev_pad
        .slice(s![.., pad..pad + n_h_prev, pad..pad + n_w_prev, ..])
        .to_owned();
    (da_prev, dw, db)
}
