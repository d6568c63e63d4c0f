// says nothing
use ndarray::*;
use std::collections::HashMap;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let cells: HashMap<(usize, usize, usize, usize), f64> =
        x.indexed_iter().map(|(place, value)| (place, *value)).collect();
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    for ((i, row, column, c), value) in cells {
        x_pad[[i, row + pad, column + pad, c]] = value;
    }
    x_pad
}
