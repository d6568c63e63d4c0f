// Every cell of the input looks at the windows that hold it.
use super::*;
use ndarray::*;

pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let PoolHyperparameters { f, stride } = cache.hparameters;
    let x = &cache.a_prev;
    let holds = |start: usize, at: usize| start * stride <= at && at < start * stride + f;
    Array4::from_shape_fn(x.dim(), |(i, r, q, c)| {
        let mut sum = 0.0;
        for ((h, w), g) in da.slice(s![i, .., .., c]).indexed_iter() {
            if !holds(h, r) || !holds(w, q) {
                continue;
            }
            let window = x.slice(s![i, h * stride..h * stride + f, w * stride..w * stride + f, c]);
            sum += match mode {
                PoolMode::Max if window.iter().all(|v| *v <= x[[i, r, q, c]]) => *g,
                PoolMode::Max => 0.0,
                PoolMode::Average => *g / (f * f) as f64,
            };
        }
        sum
    })
}
