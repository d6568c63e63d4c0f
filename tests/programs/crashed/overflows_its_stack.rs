// says: most often a function that calls itself without end
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    zero_pad(x, pad + 1).mapv(|value| value + 1.0)
}
