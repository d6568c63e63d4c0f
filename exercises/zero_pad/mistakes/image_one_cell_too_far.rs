//! believes: Rows and columns are counted from one.
//!
//! Every image lies one row too low and one column too far to the right. Row 0 is the first row:
//! how many rows of zeros come before the image, and what number has the row after them?

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    for i in 0..m {
        for h in 0..n_h {
            for w in 0..n_w {
                for c in 0..n_c {
                    x_pad[[i, h + pad + 1, w + pad + 1, c]] = x[[i, h, w, c]];
                }
            }
        }
    }
    x_pad
}
