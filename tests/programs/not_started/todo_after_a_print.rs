// says: not yet implemented
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    println!("{:?} {pad}", x.shape());
    todo!()
}
