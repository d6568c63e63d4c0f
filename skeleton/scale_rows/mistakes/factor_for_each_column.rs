//! believes: The factors go along the columns.
//!
//! Every column has been multiplied by a factor of its own. It is the rows that have one each.

use ndarray::*;

pub fn scale_rows(x: ArrayView2<f64>, factors: ArrayView1<f64>) -> Array2<f64> {
    &x * &factors
}
