//! believes: Whole numbers are easier to compare.
//!
//! Every number with the same whole part as the maximum is marked: the digits after the point were
//! cut off before the comparison.

use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let x = x.mapv(|value| value as i64);
    let largest = *x.iter().max().unwrap();
    x.mapv(|value| value == largest)
}
