// All gradients go to channel 0.
use super::*;
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let (f, s) = (cache.hparameters.f, cache.hparameters.stride);
    let mut out = Array4::<f64>::zeros(cache.a_prev.raw_dim());
    for ((i, h, w, c), &g) in da.indexed_iter() {
        let window = cache.a_prev.slice(s![i, h * s..h * s + f, w * s..w * s + f, c]);
        let share = match mode {
            PoolMode::Max => create_mask_from_window(window).mapv(|m| if m { g } else { 0.0 }),
            PoolMode::Average => distribute_value(g, (f, f)),
        };
        let mut to = out.slice_mut(s![i, h * s..h * s + f, w * s..w * s + f, 0]);
        to += &share;
    }
    out
}
