//! believes: Scaling adds.
//!
//! The factor of each row has been added to its cells.

use ndarray::*;

pub fn scale_rows(x: ArrayView2<f64>, factors: ArrayView1<f64>) -> Array2<f64> {
    &x + &factors.insert_axis(Axis(1))
}
