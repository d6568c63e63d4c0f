// Broadcasts one cell over the shape.
use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let (h, w) = (shape.0 as f64, shape.1 as f64);
    arr0(dz / h / w).broadcast(shape).unwrap().to_owned()
}
