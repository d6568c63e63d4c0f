// says: `zero_pad` must have the signature
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, _pad: usize) -> Result<Array4<f64>, ShapeError> {
    Ok(x.to_owned())
}
