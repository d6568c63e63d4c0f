//! believes: Converting the bias to an integer does no harm.
//!
//! Of the bias, the digits after the point have been lost: it was made a whole number on its way.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let z = (&a_slice_prev * &w).sum();
    z + (b[[0, 0, 0]] as i64) as f64
}
