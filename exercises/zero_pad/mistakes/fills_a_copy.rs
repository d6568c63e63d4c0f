//! believes: An owned copy of the middle still writes through to the whole.
//!
//! The size is right, but there are zeros everywhere. The images were written somewhere else: into
//! a copy of the middle, which is thrown away.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    let mut middle = x_pad
        .slice(s![.., pad..pad + n_h, pad..pad + n_w, ..])
        .to_owned();
    middle.assign(&x);
    x_pad
}
