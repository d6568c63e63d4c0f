//! A recurrent cell over a whole sequence, backward.

use super::{CellCache, CellParameters};
use ndarray::*;

/// Takes the gradients of all states back through time.
///
/// - `da`: gradient with respect to the states after every step, shape `(m, T, n_a)`
/// - `caches`: what the forward steps kept, in their order
///
/// Returns the gradient with respect to the state before the first step, shape `(m, n_a)`, and those
/// with respect to the parameters, summed over all steps.
pub fn sequence_backward(
    da: ArrayView3<f64>,
    caches: &[CellCache],
) -> (Array2<f64>, CellParameters) {
    // TODO: walk through the steps from the last to the first with your `super::cell_backward`.
    // TODO: what comes out of a later step joins the gradient of the state before it.
    todo!("sequence_backward: take the gradients back through time")
}
