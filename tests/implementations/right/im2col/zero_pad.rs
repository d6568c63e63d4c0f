use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let border = |x: &Array4<f64>, axis: usize| {
        let mut shape = x.raw_dim();
        shape[axis] = pad;
        Array4::<f64>::zeros(shape)
    };
    let mut padded = x.to_owned();
    for axis in [1, 2] {
        let zeros = border(&padded, axis);
        padded = concatenate(Axis(axis), &[zeros.view(), padded.view(), zeros.view()]).unwrap();
    }
    padded
}
