//! believes: Pooling takes the maximum.
//!
//! The gradient went to the maximum in both modes. In average mode every cell of the window had a
//! part in the mean.

use super::{PoolCache, PoolHyperparameters, PoolMode, create_mask_from_window};
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
                            let mask = create_mask_from_window(window);
                            target += &mask.mapv(|is_max| if is_max { gradient } else { 0.0 });
                        }
                        PoolMode::Average => {
                            let mask = create_mask_from_window(window);
                            target += &mask.mapv(|is_max| f64::from(is_max) * gradient);
                        }
                    }
                }
            }
        }
    }
    da_prev
}
