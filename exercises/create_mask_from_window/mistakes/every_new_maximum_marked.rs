//! believes: A number that is larger than all before it is the maximum.
//!
//! Every number that was the largest so far is marked. Only at the end of the search is it known
//! which of them is the maximum.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let mut mask = Array2::from_elem(x.dim(), false);
    let mut largest = f64::NEG_INFINITY;
    for ((i, j), &value) in x.indexed_iter() {
        if value > largest {
            largest = value;
            mask[[i, j]] = true;
        }
    }
    mask
}
