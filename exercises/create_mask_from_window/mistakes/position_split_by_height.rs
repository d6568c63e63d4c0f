//! believes: Dividing the running number of a cell by the height gives its row.
//!
//! The maximum was found, but its running number was split into row and column by the wrong length.
//! How many cells does one row have?

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let (n_h, n_w) = x.dim();
    let mut position = 0;
    let mut largest = f64::NEG_INFINITY;
    for (k, &value) in x.iter().enumerate() {
        if value > largest {
            largest = value;
            position = k;
        }
    }
    let mut mask = Array2::from_elem((n_h, n_w), false);
    mask[[position / n_h, position % n_h]] = true;
    mask
}
