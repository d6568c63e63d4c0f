//! believes: It does not matter in which order rows and columns are written.
//!
//! Rows have become columns: every image is transposed inside its border. With square images only
//! the numbers show it, not the shape.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_w + 2 * pad, n_h + 2 * pad, n_c));
    for i in 0..m {
        for h in 0..n_h {
            for w in 0..n_w {
                for c in 0..n_c {
                    x_pad[[i, w + pad, h + pad, c]] = x[[i, h, w, c]];
                }
            }
        }
    }
    x_pad
}
