// says: gave different results for the same inputs
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let cell = Box::new(pad);
    let address = &raw const *cell as usize;
    Array4::from_elem((x.dim().0, x.dim().1 + 2 * pad, x.dim().2 + 2 * pad, x.dim().3), address as f64)
}
