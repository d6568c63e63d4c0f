use ndarray::prelude::*;

/// The length of an axis once it is padded.
pub fn padded(length: usize, pad: usize) -> usize {
    length + 2 * pad
}

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let shape = (x.len_of(Axis(0)), padded(x.len_of(Axis(1)), pad), padded(x.len_of(Axis(2)), pad), x.len_of(Axis(3)));
    Array4::from_shape_fn(shape, |(i, h, w, c)| {
        let row = h.checked_sub(pad);
        let column = w.checked_sub(pad);
        row.zip(column).and_then(|(row, column)| x.get((i, row, column, c))).copied().unwrap_or_default()
    })
}
