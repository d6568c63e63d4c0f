use super::*;
use ndarray::{Array4, ArrayView4, s};

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let (m, n_h_prev, n_w_prev, _) = a_prev.dim();
    let (f, _, _, n_c) = w.dim();
    let stride = hparameters.stride;
    let pad = hparameters.pad;
    let n_h = (n_h_prev + 2 * pad - f) / stride + 1;
    let n_w = (n_w_prev + 2 * pad - f) / stride + 1;
    let mut z = Array4::<f64>::zeros((m, n_h, n_w, n_c));
    let a_prev_pad = zero_pad(a_prev.view(), pad);
    for i in 0..m {
        for h in 0..n_h {
            let vert_start = h * stride;
            let vert_end = vert_start + f;
            for v in 0..n_w {
                let horiz_start = v * stride;
                let horiz_end = horiz_start + f;
                let a_slice_prev = a_prev_pad.slice(s![i, vert_start..vert_end, horiz_start..horiz_end, ..]);
                for c in 0..n_c {
                    z[[i, h, v, c]] =
                        conv_single_step(a_slice_prev, w.slice(s![.., .., .., c]), b.slice(s![.., .., .., c]));
                }
            }
        }
    }
    let cache = ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters };
    (z, cache)
}
