//! believes: The first two axes of the batch are height and width.
//!
//! The first two axes have grown, which are examples and height. The batch has become longer, and
//! no image has become wider.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m + 2 * pad, n_h + 2 * pad, n_w, n_c));
    x_pad
        .slice_mut(s![pad..pad + m, pad..pad + n_h, .., ..])
        .assign(&x);
    x_pad
}
