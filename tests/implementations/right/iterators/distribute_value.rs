use ndarray::prelude::*;

pub fn distribute_value(dz: f64, (n_h, n_w): (usize, usize)) -> Array2<f64> {
    Array::ones((n_h, n_w)) * dz / (n_h * n_w) as f64
}
