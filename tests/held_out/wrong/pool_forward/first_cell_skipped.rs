// The search starts at the second cell of the window in both directions.
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
        let mut max = f64::NEG_INFINITY;
        let mut sum = 0.0;
        for x in 1..f {
            for y in 1..f {
                let v = a_prev[[i, h * stride + x, w * stride + y, c]];
                max = max.max(v);
                sum += v;
            }
        }
        *out = match mode {
            PoolMode::Max => max,
            PoolMode::Average => sum / (f * f) as f64,
        };
    }
    (a, PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
