// says nothing
use ndarray::*;

pub fn zero_pad(_x: ArrayView4<f64>, _pad: usize) -> Array4<f64> {
    Array4::zeros((usize::MAX >> 1, 0, 1, 1))
}
