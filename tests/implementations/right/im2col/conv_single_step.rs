use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let flat = |x: ArrayView3<f64>| Array1::from_iter(x.iter().copied());
    flat(a_slice_prev).dot(&flat(w)) + b.first().unwrap()
}
