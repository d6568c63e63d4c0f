use ndarray::{ArrayView3, Zip};

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let bias: f64 = b.into_iter().sum();
    Zip::from(a_slice_prev).and(w).fold(bias, |sum, a, w| a.mul_add(*w, sum))
}
