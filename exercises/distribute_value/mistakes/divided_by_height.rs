//! believes: The value is shared among the rows.
//!
//! The value has been divided by the number of rows, so that each column adds up to it. All cells
//! together should.

use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (n_h, n_w) = shape;
    let average = dz / n_h as f64;
    Array2::from_elem((n_h, n_w), average)
}
