// The left edge of the window is worked out from the row, not the column.
use super::{ConvCache, ConvHyperparameters, conv_single_step, zero_pad};
use ndarray::*;

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let (m, n_h_prev, n_w_prev, _n_c_prev) = a_prev.dim();
    let (f, _, _, n_c) = w.dim();
    let (stride, pad) = (hparameters.stride, hparameters.pad);
    let n_h = (n_h_prev - f + 2 * pad) / stride + 1;
    let n_w = (n_w_prev - f + 2 * pad) / stride + 1;
    let mut z = Array4::zeros((m, n_h, n_w, n_c));
    let a_prev_pad = zero_pad(a_prev, pad);
    for i in 0..m {
        for h in 0..n_h {
            for x in 0..n_w {
                for c in 0..n_c {
                    let vert_start = h * stride;
                    let vert_end = vert_start + f;
                    let horiz_start = h * stride;
                    let horiz_end = horiz_start + f;
                    let slice = a_prev_pad.slice(s![i, vert_start..vert_end, horiz_start..horiz_end, ..]);
                    z[[i, h, x, c]] =
                        conv_single_step(slice, w.slice(s![.., .., .., c]), b.slice(s![.., .., .., c]));
                }
            }
        }
    }
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
