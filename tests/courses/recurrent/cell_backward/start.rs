//! One step of a recurrent cell, backward.

use super::{CellCache, CellParameters};
use ndarray::*;

/// Takes the gradient of the cost back through one step.
///
/// - `da_next`: gradient with respect to the state after the step, shape `(m, n_a)`
/// - `cache`: what the forward step kept
///
/// With `dz = da_next · (1 − a_next²)`, cell by cell, returns the gradient with respect to the state
/// before the step, `dz·W_aᵀ`, and those with respect to the parameters: `xᵀ·dz`, `a_prevᵀ·dz`, and
/// `dz` summed over the examples.
pub fn cell_backward(da_next: ArrayView2<f64>, cache: &CellCache) -> (Array2<f64>, CellParameters) {
    // TODO: go back through the tanh first.
    // TODO: then one product for each of the gradients.
    todo!("cell_backward: take the gradient back through the step")
}
