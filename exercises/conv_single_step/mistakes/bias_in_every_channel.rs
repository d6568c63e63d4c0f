//! believes: Each channel gets its own share of the bias.
//!
//! The bias is in the result once for every channel. One filter has one bias, however many channels
//! it looks at.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let mut z = 0.0;
    for c in 0..w.dim().2 {
        let products = &a_slice_prev.slice(s![.., .., c]) * &w.slice(s![.., .., c]);
        z += products.sum() + b[[0, 0, 0]];
    }
    z
}
