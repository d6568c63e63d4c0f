// The filter is read from right to left.
use super::{ConvCache, ConvHyperparameters, conv_single_step, zero_pad};
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
    let kernel = w.slice(s![.., ..;-1, .., ..]);
    let dims = (m, (hp + 2 * pad - f) / stride + 1, (wp + 2 * pad - f) / stride + 1, nc);
    let z = Array4::from_shape_fn(dims, |(i, h, v, c)| {
        let (h, v) = (h * stride, v * stride);
        conv_single_step(
            padded.slice(s![i, h..h + f, v..v + f, ..]),
            kernel.slice(s![.., .., .., c]),
            b.slice(s![.., .., .., c]),
        )
    });
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
