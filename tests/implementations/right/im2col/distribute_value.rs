use ndarray::*;

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let area = u32::try_from(shape.0 * shape.1).unwrap();
    Array2::from_shape_simple_fn(shape, || dz * f64::from(area).recip())
}
