// The loop over the rows of the window stops one short.
use super::{ConvCache, ConvHyperparameters, zero_pad};
use ndarray::*;

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let ConvHyperparameters { stride, pad } = hparameters;
    let (m, hp, wp, cp) = a_prev.dim();
    let (f, _, _, nc) = w.dim();
    let padded = zero_pad(a_prev, pad);
    let mut z = Array4::zeros((m, (hp + 2 * pad - f) / stride + 1, (wp + 2 * pad - f) / stride + 1, nc));
    for ((i, h, v, c), out) in z.indexed_iter_mut() {
        *out = b[[0, 0, 0, c]];
        for x in 0..f - 1 {
            for y in 0..f {
                for k in 0..cp {
                    *out += padded[[i, h * stride + x, v * stride + y, k]] * w[[x, y, k, c]];
                }
            }
        }
    }
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
