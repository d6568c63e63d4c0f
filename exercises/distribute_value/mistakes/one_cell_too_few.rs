//! believes: The number of cells is counted without the first.
//!
//! The value has been divided by one cell less than the window has.

use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (n_h, n_w) = shape;
    let cells = n_h * n_w - 1;
    Array2::from_elem((n_h, n_w), dz / cells as f64)
}
