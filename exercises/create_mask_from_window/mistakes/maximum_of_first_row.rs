//! believes: The first row holds the maximum.
//!
//! The largest number of the first row is marked, wherever the maximum of the whole window is.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let largest = x.row(0).iter().copied().fold(f64::NEG_INFINITY, f64::max);
    x.mapv(|value| value == largest)
}
