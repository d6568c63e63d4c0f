// The maximum is searched in the whole image, so that only one window of it gets anything.
use super::*;
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let (f, s) = (cache.hparameters.f, cache.hparameters.stride);
    let mut out = Array4::<f64>::zeros(cache.a_prev.raw_dim());
    for ((i, h, w, c), &g) in da.indexed_iter() {
        let image = cache.a_prev.slice(s![i, .., .., c]);
        let max = image.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for x in h * s..h * s + f {
            for y in w * s..w * s + f {
                out[[i, x, y, c]] += match mode {
                    PoolMode::Max => {
                        if image[[x, y]] == max {
                            g
                        } else {
                            0.0
                        }
                    }
                    PoolMode::Average => g / (f * f) as f64,
                };
            }
        }
    }
    out
}
