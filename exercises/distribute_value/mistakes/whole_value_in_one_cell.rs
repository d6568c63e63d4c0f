//! believes: One cell takes the gradient, as with the maximum.
//!
//! The whole value lies in the first cell, and the others are zero. Every cell had the same part in
//! the mean.

use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let mut a = Array2::zeros(shape);
    a[[0, 0]] = dz;
    a
}
