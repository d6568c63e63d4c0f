//! believes: The shares are the value over the window's side.
//!
//! The value has been divided by the square root of the number of cells, as if the squares of the
//! shares had to add up.

use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (n_h, n_w) = shape;
    let average = dz / ((n_h * n_w) as f64).sqrt();
    Array2::from_elem((n_h, n_w), average)
}
