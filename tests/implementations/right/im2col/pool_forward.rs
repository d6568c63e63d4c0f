use crate::*;
use ndarray::*;

pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let (m, _, _, n_c) = a_prev.dim();
    let PoolHyperparameters { f, stride } = hparameters;
    let (columns, (n_h, n_w)) = crate::conv_forward::columns(&a_prev.to_owned(), f, stride);
    let windows = columns.into_shape_with_order((m * n_h * n_w, f * f, n_c)).unwrap();
    let reduced = match mode {
        PoolMode::Max => windows.map_axis(Axis(1), |cells| cells.iter().copied().reduce(f64::max).unwrap()),
        PoolMode::Average => windows.mean_axis(Axis(1)).unwrap(),
    };
    (reduced.into_shape_with_order((m, n_h, n_w, n_c)).unwrap(), PoolCache { a_prev: a_prev.to_owned(), hparameters })
}
