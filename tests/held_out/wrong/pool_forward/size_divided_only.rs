// The output's size is n_prev / stride, without the window.
use super::*;
use ndarray::*;

pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let (m, hp, wp, nc) = a_prev.dim();
    let s = hparameters.stride;
    let f = hparameters.f;
    let mut a = Array4::zeros((m, hp / s, wp / s, nc));
    for ((i, h, w, c), out) in a.indexed_iter_mut() {
        let window = a_prev.slice(s![i, h * s..(h * s + f).min(hp), w * s..(w * s + f).min(wp), c]);
        *out = match mode {
            PoolMode::Max => window.iter().cloned().fold(f64::NEG_INFINITY, f64::max),
            PoolMode::Average => window.sum() / window.len() as f64,
        };
    }
    (a, PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
