// The mean is kept as (mean + value) / 2 while going through the window.
use super::*;
use ndarray::*;

pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let f = hparameters.f;
    let stride = hparameters.stride;
    let (m, hp, wp, nc) = a_prev.dim();
    let nh = (hp - f) / stride + 1;
    let nw = (wp - f) / stride + 1;
    let mut out = Array4::zeros((m, nh, nw, nc));
    for i in 0..m {
        for h in 0..nh {
            for w in 0..nw {
                for c in 0..nc {
                    let mut result = a_prev[[i, h * stride, w * stride, c]];
                    for x in 0..f {
                        for y in 0..f {
                            let v = a_prev[[i, h * stride + x, w * stride + y, c]];
                            match mode {
                                PoolMode::Max => {
                                    if v > result {
                                        result = v
                                    }
                                }
                                PoolMode::Average => result = (result + v) / 2.0,
                            }
                        }
                    }
                    out[[i, h, w, c]] = result;
                }
            }
        }
    }
    (out, PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
