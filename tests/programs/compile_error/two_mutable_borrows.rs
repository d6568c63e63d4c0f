// says: more than once at a time
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let mut y = Array4::zeros(x.raw_dim());
    let a = y.slice_mut(s![.., pad.., .., ..]);
    y.fill(1.0);
    drop(a);
    y
}
