//! believes: The value is a whole number.
//!
//! The value has lost its digits after the point before it was shared out: it was made a whole
//! number first.

use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (n_h, n_w) = shape;
    let average = dz.trunc() / (n_h * n_w) as f64;
    Array2::from_elem((n_h, n_w), average)
}
