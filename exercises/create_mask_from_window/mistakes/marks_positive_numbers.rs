//! believes: The mask shows where the window is active.
//!
//! Every number above zero is marked, and not the largest alone.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    x.mapv(|value| value > 0.0)
}
