//! believes: Loops run to one before the size.
//!
//! The last row and the last column of the window have not been counted. A range leaves its end out
//! already.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let (n_h, n_w, n_c) = w.dim();
    let mut z = b[[0, 0, 0]];
    for h in 0..n_h - 1 {
        for v in 0..n_w - 1 {
            for c in 0..n_c {
                z += a_slice_prev[[h, v, c]] * w[[h, v, c]];
            }
        }
    }
    z
}
