//! believes: A convolution turns the filter by half a turn.
//!
//! The filter has been flipped in height and width. So mathematics defines a convolution; in deep
//! learning the filter stays as it is.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let flipped = w.slice(s![..;-1, ..;-1, ..]);
    (&a_slice_prev * &flipped).sum() + b[[0, 0, 0]]
}
