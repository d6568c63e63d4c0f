//! believes: A larger window makes the gradient larger.
//!
//! The value has been multiplied by the number of cells. Sharing it out makes the parts smaller
//! than the whole.

use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (n_h, n_w) = shape;
    Array2::from_elem((n_h, n_w), dz * (n_h * n_w) as f64)
}
