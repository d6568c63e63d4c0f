use crate::{ConvCache, ConvHyperparameters, zero_pad};
use ndarray::*;

/// The windows of a padded batch as the rows of a matrix: `(m·n_H·n_W, f·f·n_C_prev)`.
pub fn columns(a_prev_pad: &Array4<f64>, f: usize, stride: usize) -> (Array2<f64>, (usize, usize)) {
    let (m, height, width, n_c_prev) = a_prev_pad.dim();
    let (n_h, n_w) = ((height - f) / stride + 1, (width - f) / stride + 1);
    let mut columns = Array2::zeros((m * n_h * n_w, f * f * n_c_prev));
    for (number, mut row) in columns.rows_mut().into_iter().enumerate() {
        let (i, h, w) = (number / (n_h * n_w), number / n_w % n_h, number % n_w);
        let window = a_prev_pad.slice(s![i, h * stride..h * stride + f, w * stride..w * stride + f, ..]);
        row.assign(&Array1::from_iter(window.iter().copied()));
    }
    (columns, (n_h, n_w))
}

/// The filters as a matrix: `(f·f·n_C_prev, n_C)`.
pub fn matrix(w: ArrayView4<f64>) -> Array2<f64> {
    let (f, _, n_c_prev, n_c) = w.dim();
    w.to_shape((f * f * n_c_prev, n_c)).unwrap().into_owned()
}

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let (m, n_c) = (a_prev.dim().0, w.dim().3);
    let (columns, (n_h, n_w)) = columns(&zero_pad(a_prev, hparameters.pad), w.dim().0, hparameters.stride);
    let z = columns.dot(&matrix(w)).into_shape_with_order((m, n_h, n_w, n_c)).unwrap() + &b;
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
