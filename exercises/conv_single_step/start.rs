//! One step of a convolution: one window, one filter, one number.

use ndarray::*;

/// Applies one filter to one window of the input.
///
/// - `a_slice_prev`: the window, shape `(f, f, n_C_prev)`
/// - `w`: the filter, shape `(f, f, n_C_prev)`
/// - `b`: its bias, shape `(1, 1, 1)`
///
/// Returns `z = Σ a_slice_prev[i, j, c] · w[i, j, c] + b`, the sum taken over every row, column and
/// channel.
pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    // TODO: multiply the window with the filter, cell by cell.
    // TODO: add up all products, then add the bias: one number, once.
    todo!("conv_single_step: weigh the window and add the bias")
}
