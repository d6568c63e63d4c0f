// The gradient is multiplied with the maximum's own value.
use super::{PoolCache, PoolMode, create_mask_from_window, distribute_value};
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let (f, s) = (cache.hparameters.f, cache.hparameters.stride);
    let mut out = Array4::<f64>::zeros(cache.a_prev.raw_dim());
    for ((i, h, w, c), &g) in da.indexed_iter() {
        let at = s![i, h * s..h * s + f, w * s..w * s + f, c];
        let window = cache.a_prev.slice(at);
        let share = match mode {
            PoolMode::Max => {
                let mask = create_mask_from_window(window).mapv(|m| m as u8 as f64);
                &mask * &window * g
            }
            PoolMode::Average => distribute_value(g, (f, f)),
        };
        let mut to = out.slice_mut(at);
        to += &share;
    }
    out
}
