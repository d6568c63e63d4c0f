//! believes: The maximum is the number farthest from zero.
//!
//! The number farthest from zero is marked. A large negative number is a small number.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let largest = x
        .iter()
        .fold(0.0, |largest: f64, value| largest.max(value.abs()));
    x.mapv(|value| value.abs() == largest)
}
