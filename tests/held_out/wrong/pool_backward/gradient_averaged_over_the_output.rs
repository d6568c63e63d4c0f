// The average is divided by the size of the output instead of the window.
use super::*;
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let (f, s) = (cache.hparameters.f, cache.hparameters.stride);
    let (_, nh, nw, _) = da.dim();
    let mut out = Array4::<f64>::zeros(cache.a_prev.raw_dim());
    for ((i, h, w, c), &g) in da.indexed_iter() {
        let at = s![i, h * s..h * s + f, w * s..w * s + f, c];
        let share = match mode {
            PoolMode::Max => {
                create_mask_from_window(cache.a_prev.slice(at)).mapv(|m| if m { g } else { 0.0 })
            }
            PoolMode::Average => Array2::from_elem((f, f), g / (nh * nw) as f64),
        };
        let mut to = out.slice_mut(at);
        to += &share;
    }
    out
}
