// One dot product of the flattened arrays.
use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let a = Array1::from_iter(a_slice_prev.iter().copied());
    let k = Array1::from_iter(w.iter().copied());
    a.dot(&k) + *b.first().unwrap()
}
