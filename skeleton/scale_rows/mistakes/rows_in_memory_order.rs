//! believes: Neighbours in memory belong to one row.
//!
//! The cells have been taken in the order in which they lie in memory. The array may be a view that
//! lies there column by column.

use ndarray::*;

pub fn scale_rows(x: ArrayView2<f64>, factors: ArrayView1<f64>) -> Array2<f64> {
    let (n_h, n_w) = x.dim();
    let cells = x.as_slice_memory_order().unwrap();
    Array2::from_shape_fn((n_h, n_w), |(h, w)| factors[h] * cells[h * n_w + w])
}
