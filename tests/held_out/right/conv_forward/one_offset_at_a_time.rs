// Adds the whole output for one offset of the filter after the other.
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
    let (nh, nw) = ((hp + 2 * pad - f) / stride + 1, (wp + 2 * pad - f) / stride + 1);
    let padded = zero_pad(a_prev, pad);
    let mut z = Array4::from_shape_fn((m, nh, nw, nc), |(_, _, _, c)| b[[0, 0, 0, c]]);
    for x in 0..f {
        for y in 0..f {
            let picked = Array4::from_shape_fn((m, nh, nw, cp), |(i, h, v, k)| {
                padded[[i, h * stride + x, v * stride + y, k]]
            });
            let rows = picked.into_shape_with_order((m * nh * nw, cp)).unwrap();
            let share = rows.dot(&w.slice(s![x, y, .., ..]));
            z += &share.into_shape_with_order((m, nh, nw, nc)).unwrap();
        }
    }
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
