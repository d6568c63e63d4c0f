//! believes: The first image stands for all of the batch.
//!
//! Every example holds the first image of the batch.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    let image = x.index_axis(Axis(0), 0);
    x_pad
        .slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..])
        .assign(&image);
    x_pad
}
