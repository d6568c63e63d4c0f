//! believes: A range must stop one before its end.
//!
//! The last row and the last column of every image are zeros. A range leaves its end out already.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    for i in 0..m {
        for h in 0..n_h - 1 {
            for w in 0..n_w - 1 {
                for c in 0..n_c {
                    x_pad[[i, h + pad, w + pad, c]] = x[[i, h, w, c]];
                }
            }
        }
    }
    x_pad
}
