//! believes: The border continues the image with its outermost values.
//!
//! The border repeats the nearest cell of the image. That is a padding too, but another one than
//! this: zeros are asked for.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    for i in 0..m {
        for h in 0..n_h + 2 * pad {
            for w in 0..n_w + 2 * pad {
                for c in 0..n_c {
                    let row = h.saturating_sub(pad).min(n_h - 1);
                    let column = w.saturating_sub(pad).min(n_w - 1);
                    x_pad[[i, h, w, c]] = x[[i, row, column, c]];
                }
            }
        }
    }
    x_pad
}
