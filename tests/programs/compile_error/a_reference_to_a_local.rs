// says: cannot return reference to local variable
use ndarray::*;

fn shape<'a>(x: &ArrayView4<f64>) -> &'a [usize] {
    let shape = x.shape().to_vec();
    &shape
}

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let _ = pad;
    Array4::zeros(Ix4(shape(&x)[0], 1, 1, 1))
}
