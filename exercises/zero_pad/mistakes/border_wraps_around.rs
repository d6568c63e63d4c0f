//! believes: What leaves the image on one side comes back on the other.
//!
//! The border holds the cells of the opposite side, as if the image were repeated all around. The
//! border of zero padding holds zeros.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    for i in 0..m {
        for h in 0..n_h + 2 * pad {
            for w in 0..n_w + 2 * pad {
                for c in 0..n_c {
                    let row = (h + n_h * pad - pad) % n_h;
                    let column = (w + n_w * pad - pad) % n_w;
                    x_pad[[i, h, w, c]] = x[[i, row, column, c]];
                }
            }
        }
    }
    x_pad
}
