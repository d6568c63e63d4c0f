// The cell in the middle of the window is added once more.
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
    let mid = f / 2;
    let dims = (m, (hp + 2 * pad - f) / stride + 1, (wp + 2 * pad - f) / stride + 1, nc);
    let z = Array4::from_shape_fn(dims, |(i, h, v, c)| {
        let mut z = b[[0, 0, 0, c]];
        for k in 0..cp {
            z += padded[[i, h * stride + mid, v * stride + mid, k]] * w[[mid, mid, k, c]];
            for x in 0..f {
                for y in 0..f {
                    z += padded[[i, h * stride + x, v * stride + y, k]] * w[[x, y, k, c]];
                }
            }
        }
        z
    });
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
