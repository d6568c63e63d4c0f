// Windows move by f instead of the stride, and the last are pushed back inside the image.
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
        let (top, left) = ((h * f).min(hp - f), (w * f).min(wp - f));
        let window = a_prev.slice(s![i, top..top + f, left..left + f, c]);
        match mode {
            PoolMode::Max => window.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            PoolMode::Average => window.mean().unwrap(),
        }
    });
    (a, PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
