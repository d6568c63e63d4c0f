// says nothing
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c))
}
