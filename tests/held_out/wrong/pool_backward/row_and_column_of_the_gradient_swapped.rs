// Reads da[i, w, h, c], guarded against leaving the array.
use super::*;
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let (f, s) = (cache.hparameters.f, cache.hparameters.stride);
    let (m, nh, nw, nc) = da.dim();
    let mut out = Array4::<f64>::zeros(cache.a_prev.raw_dim());
    for i in 0..m {
        for h in 0..nh {
            for w in 0..nw {
                for c in 0..nc {
                    let Some(&g) = da.get([i, w, h, c]) else { continue };
                    let at = s![i, h * s..h * s + f, w * s..w * s + f, c];
                    let share = match mode {
                        PoolMode::Max => {
                            create_mask_from_window(cache.a_prev.slice(at)).mapv(|m| if m { g } else { 0.0 })
                        }
                        PoolMode::Average => distribute_value(g, (f, f)),
                    };
                    let mut to = out.slice_mut(at);
                    to += &share;
                }
            }
        }
    }
    out
}
