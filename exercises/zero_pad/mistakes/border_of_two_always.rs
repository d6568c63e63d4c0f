//! believes: The border is two cells wide, as in the example.
//!
//! The border is two cells wide whatever padding is asked for.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, _pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 4, n_w + 4, n_c));
    x_pad
        .slice_mut(s![.., 2..2 + n_h, 2..2 + n_w, ..])
        .assign(&x);
    x_pad
}
