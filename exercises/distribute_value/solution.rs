//! Sharing a value out: what average pooling does to a gradient on its way back.

use ndarray::*;

/// Spreads one number evenly over a window.
///
/// - `dz`: the number
/// - `shape`: the window's height and width, `(n_H, n_W)`
///
/// Returns an array of that shape which holds `dz / (n_H · n_W)` in every cell.
pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (n_h, n_w) = shape;
    Array2::from_elem(shape, dz / (n_h * n_w) as f64)
}
