// Assigns the share instead of adding it.
use super::{PoolCache, PoolMode};
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let (f, s) = (cache.hparameters.f, cache.hparameters.stride);
    let (m, nh, nw, nc) = da.dim();
    let mut da_prev = Array4::<f64>::zeros(cache.a_prev.dim());
    for i in 0..m {
        for h in 0..nh {
            for w in 0..nw {
                for c in 0..nc {
                    let window = cache.a_prev.slice(s![i, h * s..h * s + f, w * s..w * s + f, c]);
                    let max = window.fold(f64::NEG_INFINITY, |a, b| a.max(*b));
                    for x in 0..f {
                        for y in 0..f {
                            let g = da[[i, h, w, c]];
                            match mode {
                                PoolMode::Max if window[[x, y]] == max => {
                                    da_prev[[i, h * s + x, w * s + y, c]] = g
                                }
                                PoolMode::Max => {}
                                PoolMode::Average => {
                                    da_prev[[i, h * s + x, w * s + y, c]] = g / (f * f) as f64
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    da_prev
}
