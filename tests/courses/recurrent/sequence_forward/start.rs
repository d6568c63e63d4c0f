//! A recurrent cell over a whole sequence.

use super::{CellCache, CellParameters};
use ndarray::*;

/// Runs the cell over sequences of tokens.
///
/// - `tokens`: rows of `embedding`, shape `(m, T)`
/// - `embedding`: the input that each token stands for, shape `(n_v, n_x)`
/// - `a_0`: the state before the first step, shape `(m, n_a)`
/// - `parameters`: those of the cell
///
/// Returns the states after every step, shape `(m, T, n_a)`, and the caches of all steps in order.
pub fn sequence_forward(
    tokens: ArrayView2<i64>,
    embedding: ArrayView2<f32>,
    a_0: ArrayView2<f64>,
    parameters: &CellParameters,
) -> (Array3<f64>, Vec<CellCache>) {
    // TODO: for every step, gather the embeddings of its tokens and call your `super::cell_forward`.
    // TODO: keep every state and every cache.
    todo!("sequence_forward: run the cell over the sequence")
}
