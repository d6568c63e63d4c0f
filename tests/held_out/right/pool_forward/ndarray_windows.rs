// Lets ndarray make the windows.
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
    for i in 0..m {
        for c in 0..nc {
            let image = a_prev.slice(s![i, .., .., c]);
            let all = image.windows((f, f)).into_iter().map(|window| match mode {
                PoolMode::Max => window.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                PoolMode::Average => window.mean().unwrap(),
            });
            let all = Array2::from_shape_vec((hp - f + 1, wp - f + 1), all.collect()).unwrap();
            a.slice_mut(s![i, .., .., c]).assign(&all.slice(s![..;stride, ..;stride]));
        }
    }
    (a, PoolCache { a_prev: a_prev.into_owned(), hparameters })
}
