use super::{PoolCache, PoolHyperparameters, PoolMode};
use ndarray::*;

pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let (m, n_h_prev, n_w_prev, n_c) = a_prev.dim();
    let f = hparameters.f;
    let stride = hparameters.stride;
    let n_h = 1 + (n_h_prev - f) / stride;
    let n_w = 1 + (n_w_prev - f) / stride;
    let mut a = Array4::zeros((m, n_h, n_w, n_c));
    for i in 0..m {
        for h in 0..n_h {
            for w in 0..n_w {
                for c in 0..n_c {
                    let mut largest = a_prev[[i, h * stride, w * stride, c]];
                    let mut sum = 0.0;
                    for y in 0..f {
                        for x in 0..f {
                            let value = a_prev[[i, h * stride + y, w * stride + x, c]];
                            if value > largest {
                                largest = value;
                            }
                            sum += value;
                        }
                    }
                    a[[i, h, w, c]] = match mode {
                        PoolMode::Max => largest,
                        PoolMode::Average => sum / (f * f) as f64,
                    };
                }
            }
        }
    }
    (a, PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
