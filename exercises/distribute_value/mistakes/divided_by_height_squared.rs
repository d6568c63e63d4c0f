//! believes: A window is a square.
//!
//! The value has been divided by the height twice. A window need not be a square.

use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (n_h, n_w) = shape;
    let average = dz / (n_h * n_h) as f64;
    Array2::from_elem((n_h, n_w), average)
}
