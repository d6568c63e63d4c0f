//! believes: A last window that fits only in part counts as well.
//!
//! Where the stride does not divide the way, there is an extra row or column of windows that hang
//! over the end. Only windows that fit in whole count: the division is rounded down.

use super::{PoolCache, PoolHyperparameters, PoolMode};
use ndarray::*;

pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let (m, n_h_prev, n_w_prev, n_c) = a_prev.dim();
    let PoolHyperparameters { f, stride } = hparameters;
    let n_h = (n_h_prev - f).div_ceil(stride) + 1;
    let n_w = (n_w_prev - f).div_ceil(stride) + 1;
    let mut a = Array4::zeros((m, n_h, n_w, n_c));
    for i in 0..m {
        for h in 0..n_h {
            for v in 0..n_w {
                for c in 0..n_c {
                    let top = h * stride;
                    let left = v * stride;
                    let bottom = (top + f).min(n_h_prev);
                    let right = (left + f).min(n_w_prev);
                    let window = a_prev.slice(s![i, top..bottom, left..right, c]);
                    a[[i, h, v, c]] = match mode {
                        PoolMode::Max => window.fold(f64::NEG_INFINITY, |x, &y| x.max(y)),
                        PoolMode::Average => window.mean().unwrap(),
                    };
                }
            }
        }
    }
    let cache = PoolCache {
        a_prev: a_prev.to_owned(),
        hparameters,
    };
    (a, cache)
}
