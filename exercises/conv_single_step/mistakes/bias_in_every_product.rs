//! believes: The bias belongs to each product.
//!
//! The bias has been added to every single product, so that the sum holds it as often as there are
//! cells. It belongs to the sum, once.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let s = &a_slice_prev * &w + &b;
    s.sum()
}
