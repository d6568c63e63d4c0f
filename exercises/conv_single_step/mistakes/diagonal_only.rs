//! believes: One index is enough for both rows and columns.
//!
//! Only the cells on the diagonal of the window have been counted. Rows and columns need an index
//! each.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let mut z = b[[0, 0, 0]];
    for c in 0..w.dim().2 {
        for i in 0..w.dim().0 {
            z += a_slice_prev[[i, i, c]] * w[[i, i, c]];
        }
    }
    z
}
