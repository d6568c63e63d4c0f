//! believes: Every row has a maximum of its own.
//!
//! The largest number of every row is marked. A window has one maximum.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let mut mask = Array2::from_elem(x.dim(), false);
    for (i, row) in x.outer_iter().enumerate() {
        let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for (j, &value) in row.iter().enumerate() {
            mask[[i, j]] = value == largest;
        }
    }
    mask
}
