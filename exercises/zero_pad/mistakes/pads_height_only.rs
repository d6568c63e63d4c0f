//! believes: Padding adds rows above and below.
//!
//! There are rows of zeros above and below every image, but no columns of zeros on its left and
//! right.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, .., ..]).assign(&x);
    x_pad
}
