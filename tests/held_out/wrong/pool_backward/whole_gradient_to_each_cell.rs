// In average mode each cell gets the whole gradient.
use super::*;
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let (f, s) = (cache.hparameters.f, cache.hparameters.stride);
    let mut out = Array4::<f64>::zeros(cache.a_prev.raw_dim());
    for ((i, h, w, c), &g) in da.indexed_iter() {
        let at = s![i, h * s..h * s + f, w * s..w * s + f, c];
        let mut to = out.slice_mut(at);
        match mode {
            PoolMode::Max => {
                let mask = create_mask_from_window(cache.a_prev.slice(at));
                Zip::from(&mut to).and(&mask).for_each(|t, &m| {
                    if m {
                        *t += g;
                    }
                });
            }
            PoolMode::Average => to += g,
        }
    }
    out
}
