//! believes: The outer rows and columns of the image become zero.
//!
//! Nothing has grown: the outermost cells of every image have been set to zero. Padding keeps every
//! cell and puts zeros around them.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let mut x_pad = x.to_owned();
    let (_, n_h, n_w, _) = x.dim();
    for ((_, h, w, _), value) in x_pad.indexed_iter_mut() {
        if h < pad || h + pad >= n_h || w < pad || w + pad >= n_w {
            *value = 0.0;
        }
    }
    x_pad
}
