//! believes: A filter takes the average of the products.
//!
//! The products have been averaged. A convolution adds them up and divides by nothing.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let s = &a_slice_prev * &w;
    s.mean().unwrap() + b[[0, 0, 0]]
}
