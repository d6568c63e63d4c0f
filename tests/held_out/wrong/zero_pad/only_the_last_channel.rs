// Every channel is written into the last one: the others stay empty.
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, h, w, c) = x.dim();
    let mut out = Array4::zeros((m, h + 2 * pad, w + 2 * pad, c));
    for ch in 0..c {
        let source = x.index_axis(Axis(3), ch);
        out.slice_mut(s![.., pad..h + pad, pad..w + pad, c - 1]).assign(&source);
    }
    out
}
