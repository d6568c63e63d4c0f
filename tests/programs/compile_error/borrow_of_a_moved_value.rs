// says: use of moved value
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let _ = pad;
    let y = x.to_owned();
    let z = y;
    y + z
}
