use super::{PoolCache, PoolMode, create_mask_from_window, distribute_value};
use ndarray::prelude::*;
use ndarray::Zip;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let (f, stride) = (cache.hparameters.f, cache.hparameters.stride);
    let mut da_prev = Array4::zeros(cache.a_prev.raw_dim());
    for ((i, h, w, c), g) in da.indexed_iter() {
        let window = s![i, h * stride.., w * stride.., c];
        let corner = s![..f, ..f];
        let source = cache.a_prev.slice(window);
        let mut target = da_prev.slice_mut(window);
        let target = target.slice_mut(corner);
        match mode {
            PoolMode::Max => Zip::from(target)
                .and(&create_mask_from_window(source.slice(corner)))
                .for_each(|t, mask| *t += if *mask { *g } else { 0.0 }),
            PoolMode::Average => Zip::from(target).and(&distribute_value(*g, (f, f))).for_each(|t, share| *t += share),
        }
    }
    da_prev
}
