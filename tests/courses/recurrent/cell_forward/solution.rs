//! One step of a recurrent cell.

use super::{CellCache, CellParameters};
use ndarray::*;

/// Computes the next state of a recurrent cell.
///
/// - `x`: the step's input, shape `(m, n_x)`
/// - `a_prev`: the state before the step, shape `(m, n_a)`
/// - `parameters`: `w_x` `(n_x, n_a)`, `w_a` `(n_a, n_a)` and `b` `(n_a)`
///
/// Returns `a_next = tanh(x·W_x + a_prev·W_a + b)`, shape `(m, n_a)`, and what the backward step
/// needs.
pub fn cell_forward(
    x: ArrayView2<f32>,
    a_prev: ArrayView2<f64>,
    parameters: &CellParameters,
) -> (Array2<f64>, CellCache) {
    let CellParameters { w_x, w_a, b } = parameters;
    let z = x.mapv(f64::from).dot(w_x) + a_prev.dot(w_a) + b;
    let a_next = z.mapv(f64::tanh);
    let cache = CellCache {
        x: x.to_owned(),
        a_prev: a_prev.to_owned(),
        a_next: a_next.clone(),
        parameters: parameters.clone(),
    };
    (a_next, cache)
}
