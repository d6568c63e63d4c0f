//! A recurrent cell over a whole sequence.

use super::{CellCache, CellParameters, cell_forward};
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
    let (m, length) = tokens.dim();
    let n_x = embedding.ncols();
    let mut states = Array3::zeros((m, length, a_0.ncols()));
    let mut caches = Vec::with_capacity(length);
    let mut state = a_0.to_owned();

    for (t, step_tokens) in tokens.axis_iter(Axis(1)).enumerate() {
        let x = Array2::from_shape_fn((m, n_x), |(example, k)| {
            embedding[[step_tokens[example] as usize, k]]
        });
        let (next, cache) = cell_forward(x.view(), state.view(), parameters);
        states.slice_mut(s![.., t, ..]).assign(&next);
        caches.push(cache);
        state = next;
    }

    (states, caches)
}
