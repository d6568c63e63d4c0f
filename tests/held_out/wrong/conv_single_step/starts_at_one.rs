// The running sum starts at 1.
use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let mut total = 1.0;
    for (a, k) in a_slice_prev.iter().zip(w.iter()) {
        total += a * k;
    }
    total + b[[0, 0, 0]]
}
