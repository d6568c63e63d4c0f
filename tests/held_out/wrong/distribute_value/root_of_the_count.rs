// Divides by the square root of the number of cells.
use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let count = (shape.0 * shape.1) as f64;
    Array2::from_shape_fn(shape, |_| dz / count.sqrt())
}
