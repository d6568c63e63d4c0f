// says: `zero_pad` must have the signature
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>) -> Array4<f64> {
    x.to_owned()
}
