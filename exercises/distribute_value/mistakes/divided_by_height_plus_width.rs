//! believes: A window has as many cells as its height and width together.
//!
//! The value has been divided by the sum of height and width. A 2×2 window has four cells either
//! way, a 2×5 window has not seven.

use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (n_h, n_w) = shape;
    let average = dz / (n_h + n_w) as f64;
    Array2::from_elem((n_h, n_w), average)
}
