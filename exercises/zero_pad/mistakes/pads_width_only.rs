//! believes: Padding adds columns on the left and on the right.
//!
//! There are columns of zeros on the left and right of every image, but no rows of zeros above and
//! below it.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., .., pad..pad + n_w, ..]).assign(&x);
    x_pad
}
