// The bias is multiplied with the sum instead of added to it.
use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let s = &a_slice_prev * &w;
    s.sum() * b[[0, 0, 0]]
}
