//! believes: Row and column may be exchanged in a mask.
//!
//! The mask is transposed: row and column of the maximum have changed places.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    x.t().mapv(|value| value == largest)
}
