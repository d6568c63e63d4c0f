//! believes: Dividing whole numbers gives the same result.
//!
//! Each share has lost its digits after the point: whole numbers were divided, and their quotient
//! is whole again.

use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (n_h, n_w) = shape;
    let average = dz as i64 / (n_h * n_w) as i64;
    Array2::from_elem((n_h, n_w), average as f64)
}
