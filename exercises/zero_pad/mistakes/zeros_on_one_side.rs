//! believes: Each axis grows by the padding once.
//!
//! There are zeros above and to the left of every image, and none below and to the right: each axis
//! has grown by the padding once, although it has two ends.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + pad, n_w + pad, n_c));
    x_pad
        .slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..])
        .assign(&x);
    x_pad
}
