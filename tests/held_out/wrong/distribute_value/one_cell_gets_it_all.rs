// The whole value goes into the first cell.
use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let mut a = Array2::zeros(shape);
    a[[0, 0]] = dz;
    a
}
