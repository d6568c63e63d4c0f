//! believes: A filter is applied by matrix multiplication.
//!
//! Window and filter have been multiplied as matrices, channel by channel, rows with columns. Here
//! each cell is multiplied by the one weight at its own place.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let mut z = b[[0, 0, 0]];
    for c in 0..w.dim().2 {
        let a_plane = a_slice_prev.slice(s![.., .., c]);
        let w_plane = w.slice(s![.., .., c]);
        z += a_plane.dot(&w_plane).sum();
    }
    z
}
