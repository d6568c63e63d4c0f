//! believes: Floating-point numbers must never be compared exactly.
//!
//! Numbers that merely lie close to the maximum are marked as well. The maximum is one of the
//! numbers themselves, with all its bits: nothing has been rounded here.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    x.mapv(|value| (value - largest).abs() < 1e-8)
}
