// says: `zero_pad` must have the signature
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, _pad: usize) -> Array4<f32> {
    x.mapv(|value| value as f32)
}
