// The image lies in the upper left corner: all the zeros come after it.
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, h, w, c) = x.dim();
    let mut out = Array4::zeros((m, h + 2 * pad, w + 2 * pad, c));
    out.slice_mut(s![.., ..h, .., ..]).slice_mut(s![.., .., ..w, ..]).assign(&x);
    out
}
