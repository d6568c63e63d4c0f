//! believes: The rows of the window meet the columns of the filter.
//!
//! The filter's rows and columns have changed places: each cell should meet the weight with the
//! same row and the same column.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let mut z = b[[0, 0, 0]];
    for ((i, j, c), a) in a_slice_prev.indexed_iter() {
        z += a * w[[j, i, c]];
    }
    z
}
