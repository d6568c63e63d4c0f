//! The types that the functions of this course share.

use ndarray::{Array1, Array2};

/// What a recurrent cell learns; the gradients with respect to it have the same form.
#[derive(Debug, Clone, PartialEq)]
pub struct CellParameters {
    /// Weights of the input, shape `(n_x, n_a)`.
    pub w_x: Array2<f64>,
    /// Weights of the previous state, shape `(n_a, n_a)`.
    pub w_a: Array2<f64>,
    /// Biases, shape `(n_a)`.
    pub b: Array1<f64>,
}

/// What one step keeps for its backward pass.
#[derive(Debug, Clone, PartialEq)]
pub struct CellCache {
    /// The input of the step, shape `(m, n_x)`.
    pub x: Array2<f32>,
    /// The state before the step, shape `(m, n_a)`.
    pub a_prev: Array2<f64>,
    /// The state after the step, shape `(m, n_a)`.
    pub a_next: Array2<f64>,
    /// The parameters, the same in every step.
    pub parameters: CellParameters,
}
