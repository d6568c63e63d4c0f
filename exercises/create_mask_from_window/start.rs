//! The mask of a window: where max pooling found its value.

use ndarray::*;

/// Marks the maximum of a window.
///
/// - `x`: the window, shape `(n_H, n_W)`; one of its cells is larger than all others
///
/// Returns an array of the same shape, `true` where `x` equals its maximum and `false` elsewhere.
pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    // TODO: find the largest value of the window; all of them may be negative.
    // TODO: compare every cell with it.
    todo!("create_mask_from_window: mark the maximum")
}
