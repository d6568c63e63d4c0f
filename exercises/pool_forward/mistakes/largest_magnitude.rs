//! believes: The maximum is the number farthest from zero.
//!
//! In max mode the number farthest from zero was taken. A large negative number is a small number.

use super::{PoolCache, PoolHyperparameters, PoolMode};
use ndarray::*;

pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let (m, n_h_prev, n_w_prev, n_c) = a_prev.dim();
    let PoolHyperparameters { f, stride } = hparameters;
    let n_h = (n_h_prev - f) / stride + 1;
    let n_w = (n_w_prev - f) / stride + 1;
    let mut a = Array4::zeros((m, n_h, n_w, n_c));
    for i in 0..m {
        for h in 0..n_h {
            for v in 0..n_w {
                for c in 0..n_c {
                    let top = h * stride;
                    let left = v * stride;
                    let window = a_prev.slice(s![i, top..top + f, left..left + f, c]);
                    a[[i, h, v, c]] = match mode {
                        PoolMode::Max => {
                            window.fold(0.0, |x: f64, &y| if y.abs() > x.abs() { y } else { x })
                        }
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
