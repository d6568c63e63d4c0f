// says: not yet implemented
use ndarray::*;

pub fn zero_pad(_x: ArrayView4<f64>, _pad: usize) -> Array4<f64> {
    todo!()
}
