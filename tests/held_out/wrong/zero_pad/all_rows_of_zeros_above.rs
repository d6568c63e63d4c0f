// Both strips of zeros are put above and to the left.
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, h, w, c) = x.dim();
    let mut out = Array4::zeros((m, h + 2 * pad, w + 2 * pad, c));
    out.slice_mut(s![.., 2 * pad.., 2 * pad.., ..]).assign(&x);
    out
}
