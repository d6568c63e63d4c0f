// The cache holds the pooled array in place of the input.
use super::*;
use ndarray::*;

pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let PoolHyperparameters { f, stride } = hparameters;
    let (m, hp, wp, nc) = a_prev.dim();
    let a = Array4::from_shape_fn((m, (hp - f) / stride + 1, (wp - f) / stride + 1, nc), |(i, h, w, c)| {
        let window = a_prev.slice(s![i, h * stride..h * stride + f, w * stride..w * stride + f, c]);
        match mode {
            PoolMode::Max => window.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            PoolMode::Average => window.mean().unwrap(),
        }
    });
    (a.clone(), PoolCache { a_prev: a, hparameters })
}
