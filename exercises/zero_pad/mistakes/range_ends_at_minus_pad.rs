//! believes: A range that ends at minus the padding leaves the padding out, as in Python.
//!
//! All is right until the padding is 0. A range that counts its end backwards from the end of the
//! axis then ends where it begins, and holds nothing.

use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    let p = pad as isize;
    x_pad.slice_mut(s![.., p..-p, p..-p, ..]).assign(&x);
    x_pad
}
