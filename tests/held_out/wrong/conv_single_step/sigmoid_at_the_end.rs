// Applies a sigmoid to the sum, as if the layer ended here.
use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let z = Zip::from(&a_slice_prev).and(&w).fold(0.0, |sum, x, y| sum + x * y) + b[[0, 0, 0]];
    1.0 / (1.0 + (-z).exp())
}
