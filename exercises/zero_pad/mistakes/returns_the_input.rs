//! believes: The padded images replace the ones that came in.
//!
//! The images come back as they went in, without any border.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let x_pad = x.to_owned();
    let mut padded = Array4::<f64>::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    padded
        .slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..])
        .assign(&x_pad);
    x_pad
}
