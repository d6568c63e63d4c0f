use super::*;
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let PoolHyperparameters { f, stride } = cache.hparameters;
    let (m, n_h, n_w, n_c) = da.dim();
    let mut da_prev = Array4::zeros(cache.a_prev.dim());
    for i in 0..m {
        for h in 0..n_h {
            for w in 0..n_w {
                for c in 0..n_c {
                    let (top, left) = (h * stride, w * stride);
                    let share = match mode {
                        PoolMode::Max => {
                            let window = cache.a_prev.slice(s![i, top..top + f, left..left + f, c]);
                            create_mask_from_window(window).mapv(|max| f64::from(u8::from(max))) * da[[i, h, w, c]]
                        }
                        PoolMode::Average => distribute_value(da[[i, h, w, c]], (f, f)),
                    };
                    for y in 0..f {
                        for x in 0..f {
                            da_prev[[i, top + y, left + x, c]] += share[[y, x]];
                        }
                    }
                }
            }
        }
    }
    da_prev
}
