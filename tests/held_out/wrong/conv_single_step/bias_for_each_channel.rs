// Adds the bias once for every channel.
use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let mut z = 0.0;
    for (a, k) in a_slice_prev.axis_iter(Axis(2)).zip(w.axis_iter(Axis(2))) {
        z += (&a * &k).sum() + b[[0, 0, 0]];
    }
    z
}
