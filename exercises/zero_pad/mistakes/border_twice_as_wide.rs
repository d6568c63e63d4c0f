//! believes: Twice the padding is added on each side.
//!
//! The border is twice as wide as asked for. Each side gets the padding once; an axis has two
//! sides, and so grows by twice the padding in all.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 4 * pad, n_w + 4 * pad, n_c));
    x_pad
        .slice_mut(s![.., 2 * pad..2 * pad + n_h, 2 * pad..2 * pad + n_w, ..])
        .assign(&x);
    x_pad
}
