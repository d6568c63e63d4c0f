//! believes: No maximum is below zero.
//!
//! Where all numbers are negative nothing is marked: the search began with 0, and no number was
//! larger.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let mut largest = 0.0;
    for &value in x.iter() {
        if value > largest {
            largest = value;
        }
    }
    x.mapv(|value| value == largest)
}
