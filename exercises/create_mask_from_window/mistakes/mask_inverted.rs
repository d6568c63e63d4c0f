//! believes: The mask hides the maximum.
//!
//! True and false have changed places: everything but the maximum is marked.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    x.mapv(|value| value != largest)
}
