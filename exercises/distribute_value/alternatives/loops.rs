use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let average = dz / (shape.0 as f64 * shape.1 as f64);
    let mut a = Array2::zeros(shape);
    for h in 0..shape.0 {
        for w in 0..shape.1 {
            a[[h, w]] = average;
        }
    }
    a
}
