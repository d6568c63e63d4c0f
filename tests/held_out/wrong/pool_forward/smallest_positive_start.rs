// The running maximum starts at f64::MIN_POSITIVE, taken for the most negative number.
use super::{PoolCache, PoolHyperparameters, PoolMode};
use ndarray::*;

pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let PoolHyperparameters { f, stride } = hparameters;
    let (m, hp, wp, c) = a_prev.dim();
    let mut a = Array4::zeros((m, (hp - f) / stride + 1, (wp - f) / stride + 1, c));
    for ((i, h, w, k), out) in a.indexed_iter_mut() {
        let window = a_prev.slice(s![i, h * stride..h * stride + f, w * stride..w * stride + f, k]);
        *out = match mode {
            PoolMode::Max => window.fold(f64::MIN_POSITIVE, |best, v| best.max(*v)),
            PoolMode::Average => window.mean().unwrap(),
        };
    }
    (a, PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
