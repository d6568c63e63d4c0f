// Average where the maximum is asked for, and the other way round.
use super::{PoolCache, PoolMode, create_mask_from_window, distribute_value};
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let (f, s) = (cache.hparameters.f, cache.hparameters.stride);
    let mut out = Array4::<f64>::zeros(cache.a_prev.raw_dim());
    for ((i, h, w, c), &g) in da.indexed_iter() {
        let at = s![i, h * s..h * s + f, w * s..w * s + f, c];
        let share = match mode {
            PoolMode::Average => {
                create_mask_from_window(cache.a_prev.slice(at)).mapv(|m| if m { g } else { 0.0 })
            }
            PoolMode::Max => distribute_value(g, (f, f)),
        };
        out.slice_mut(at).scaled_add(1.0, &share);
    }
    out
}
