//! believes: Six digits are enough to compare numbers.
//!
//! Numbers that differ from the maximum only in their later digits are marked as well: they were
//! rounded to 32 bits before they were compared.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let x = x.mapv(|value| value as f32);
    let largest = x.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    x.mapv(|value| value == largest)
}
