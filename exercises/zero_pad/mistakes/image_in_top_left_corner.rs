//! believes: A larger array of zeros, filled from its beginning, is a padded image.
//!
//! The result has the right size, but every image lies in its top left corner and all zeros below
//! and to the right of it. A border has the same width on all four sides.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    for i in 0..m {
        for h in 0..n_h {
            for w in 0..n_w {
                for c in 0..n_c {
                    x_pad[[i, h, w, c]] = x[[i, h, w, c]];
                }
            }
        }
    }
    x_pad
}
