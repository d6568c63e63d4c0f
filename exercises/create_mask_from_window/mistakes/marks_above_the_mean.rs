//! believes: The large numbers of a window are those above its mean.
//!
//! Every number above the mean is marked, and not the largest alone.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let mean = x.sum() / x.len() as f64;
    x.mapv(|value| value > mean)
}
