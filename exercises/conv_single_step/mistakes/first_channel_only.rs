//! believes: A filter is a flat square.
//!
//! Only the first channel has been counted. A filter is as deep as its input, and all channels go
//! into the one sum.

use ndarray::*;

pub fn conv_single_step(
    a_slice_prev: ArrayView3<f64>,
    w: ArrayView3<f64>,
    b: ArrayView3<f64>,
) -> f64 {
    let s = &a_slice_prev.slice(s![.., .., 0]) * &w.slice(s![.., .., 0]);
    s.sum() + b[[0, 0, 0]]
}
