use ndarray::Array2;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let cells = shape.0 * shape.1;
    Array2::from_shape_vec(shape, vec![dz / cells as f64; cells]).unwrap()
}
