// Adds the weights to the cells instead of multiplying.
use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    (a_slice_prev.to_owned() + w).sum() + b[[0, 0, 0]]
}
