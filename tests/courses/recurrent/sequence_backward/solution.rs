//! A recurrent cell over a whole sequence, backward.

use super::{CellCache, CellParameters, cell_backward};
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
    let parameters = &caches[0].parameters;
    let mut total = CellParameters {
        w_x: Array2::zeros(parameters.w_x.raw_dim()),
        w_a: Array2::zeros(parameters.w_a.raw_dim()),
        b: Array1::zeros(parameters.b.raw_dim()),
    };
    let mut carried = Array2::zeros(caches[0].a_prev.raw_dim());

    for (t, cache) in caches.iter().enumerate().rev() {
        let da_next = carried + da.slice(s![.., t, ..]);
        let (da_prev, gradients) = cell_backward(da_next.view(), cache);
        total.w_x += &gradients.w_x;
        total.w_a += &gradients.w_a;
        total.b += &gradients.b;
        carried = da_prev;
    }

    (carried, total)
}
