//! believes: Floating-point numbers must never be compared exactly.
//!
//! In max mode cells that merely lie close to the maximum have received the gradient as well. The
//! maximum is one of the numbers themselves, with all its bits.

use super::{PoolCache, PoolHyperparameters, PoolMode, distribute_value};
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let a_prev = &cache.a_prev;
    let PoolHyperparameters { f, stride } = cache.hparameters;
    let (m, n_h, n_w, n_c) = da.dim();
    let mut da_prev: Array4<f64> = Array4::zeros(a_prev.dim());
    for i in 0..m {
        for h in 0..n_h {
            for v in 0..n_w {
                for c in 0..n_c {
                    let gradient = da[[i, h, v, c]];
                    let top = h * stride;
                    let left = v * stride;
                    let window = a_prev.slice(s![i, top..top + f, left..left + f, c]);
                    let mut target = da_prev.slice_mut(s![i, top..top + f, left..left + f, c]);
                    match mode {
                        PoolMode::Max => {
                            let largest = window.fold(f64::NEG_INFINITY, |x, &y| x.max(y));
                            let mask = window.mapv(|value| (value - largest).abs() < 1e-8);
                            target += &mask.mapv(|is_max| if is_max { gradient } else { 0.0 });
                        }
                        PoolMode::Average => {
                            target += &distribute_value(gradient, (f, f));
                        }
                    }
                }
            }
        }
    }
    da_prev
}
