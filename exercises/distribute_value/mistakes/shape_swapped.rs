//! believes: It does not matter which length of the shape comes first.
//!
//! Every share is right, but height and width of the window have changed places.

use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (n_h, n_w) = shape;
    Array2::from_elem((n_w, n_h), dz / (n_h * n_w) as f64)
}
