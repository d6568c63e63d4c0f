// Divides by n_H · n_W − 1, as for a sample's variance.
use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let n = (shape.0 * shape.1 - 1).max(1) as f64;
    Array2::from_elem(shape, dz / n)
}
