// Strips of zeros are joined on, one axis after the other.
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let with_strips = |a: ArrayView4<f64>, axis: usize| {
        let mut shape = a.raw_dim();
        shape[axis] = pad;
        let strip = Array4::<f64>::zeros(shape);
        concatenate(Axis(axis), &[strip.view(), a, strip.view()]).unwrap()
    };
    let tall = with_strips(x, 1);
    with_strips(tall.view(), 2)
}
