// says: mismatched types
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let _ = pad;
    x.sum()
}
