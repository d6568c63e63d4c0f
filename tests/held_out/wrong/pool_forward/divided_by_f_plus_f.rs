// The sum is divided by 2·f instead of f².
use super::*;
use ndarray::*;

pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let PoolHyperparameters { f, stride } = hparameters;
    let (m, hp, wp, nc) = a_prev.dim();
    let mut a = Array4::zeros((m, (hp - f) / stride + 1, (wp - f) / stride + 1, nc));
    for ((i, h, w, c), out) in a.indexed_iter_mut() {
        let window = a_prev.slice(s![i, h * stride..h * stride + f, w * stride..w * stride + f, c]);
        *out = if mode == PoolMode::Max {
            window.iter().copied().reduce(f64::max).unwrap()
        } else {
            window.sum() / (f + f) as f64
        };
    }
    (a, PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
