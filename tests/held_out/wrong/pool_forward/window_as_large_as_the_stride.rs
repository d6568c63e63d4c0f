// The window reaches from h·stride to (h + 1)·stride, whatever f is.
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
        let (bottom, right) = (((h + 1) * stride).min(hp), ((w + 1) * stride).min(wp));
        let window = a_prev.slice(s![i, h * stride..bottom, w * stride..right, c]);
        match mode {
            PoolMode::Max => window.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            PoolMode::Average => window.mean().unwrap(),
        }
    });
    (a, PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
