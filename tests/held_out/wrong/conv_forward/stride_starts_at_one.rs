// The first window lies one cell further down and right.
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
        let mut sum = b[[0, 0, 0, c]];
        for x in 0..f {
            for y in 0..f {
                for k in 0..cp {
                    if let Some(a) = padded.get([i, h * stride + x + 1, v * stride + y + 1, k]) {
                        sum += a * w[[x, y, k, c]];
                    }
                }
            }
        }
        *out = sum;
    }
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
