//! believes: The running sum holds what was assigned last.
//!
//! Of all products only the last one is left: each has replaced the one before it instead of
//! joining it.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let mut z = 0.0;
    Zip::from(&a_slice_prev).and(&w).for_each(|a, w| z = a * w);
    z + b[[0, 0, 0]]
}
