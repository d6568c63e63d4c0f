// Multiplies with the weight twice.
use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let s = &a_slice_prev * &w;
    let z = (&s * &w).sum();
    z + b[[0, 0, 0]]
}
