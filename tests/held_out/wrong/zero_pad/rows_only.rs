// Only the height grows; the width stays as it is.
use ndarray::concatenate;
use ndarray::prelude::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, _, w, c) = x.dim();
    let strip = Array4::<f64>::zeros((m, pad, w, c));
    concatenate![Axis(1), strip.view(), x, strip.view()]
}
