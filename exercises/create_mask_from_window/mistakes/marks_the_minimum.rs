//! believes: The smallest number is the one to mark.
//!
//! The smallest number is marked instead of the largest.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let smallest = x.iter().copied().fold(f64::INFINITY, f64::min);
    x.mapv(|value| value == smallest)
}
