// says: the shape first
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let shape = padded_shape(&x, pad);
    Array4::zeros(shape)
}

fn padded_shape(_x: &ArrayView4<f64>, _pad: usize) -> (usize, usize, usize, usize) {
    todo!("the shape first")
}
