// The sides grow by pad instead of 2·pad.
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let s = x.shape();
    let mut padded = Array::zeros((s[0], s[1] + pad, s[2] + pad, s[3]));
    for ((i, r, k, c), v) in x.indexed_iter() {
        padded[[i, r + pad, k + pad, c]] = *v;
    }
    padded
}
