// Sorts each window and takes the last; the average is a sum of shares.
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
        let (top, left) = (h * stride, w * stride);
        let mut window =
            a_prev.slice(s![i, top..top + f, left..left + f, c]).iter().copied().collect::<Vec<_>>();
        window.sort_by(f64::total_cmp);
        match mode {
            PoolMode::Max => *window.last().unwrap(),
            PoolMode::Average => window.iter().map(|v| v / (f * f) as f64).sum(),
        }
    });
    (a, PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
