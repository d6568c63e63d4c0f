// Adds a ReLU: every negative result becomes 0.
use super::{ConvCache, ConvHyperparameters, zero_pad};
use ndarray::*;

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let ConvHyperparameters { stride, pad } = hparameters;
    let (m, hp, wp, _) = a_prev.dim();
    let (f, _, _, nc) = w.dim();
    let padded = zero_pad(a_prev, pad);
    let dims = (m, (hp + 2 * pad - f) / stride + 1, (wp + 2 * pad - f) / stride + 1, nc);
    let z = Array4::from_shape_fn(dims, |(i, h, v, c)| {
        let part = padded.slice(s![i, h * stride..h * stride + f, v * stride..v * stride + f, ..]);
        ((&part * &w.slice(s![.., .., .., c])).sum() + b[[0, 0, 0, c]]).max(0.0)
    });
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
