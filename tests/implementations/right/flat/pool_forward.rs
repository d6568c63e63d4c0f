use crate::zero_pad::Flat;
use crate::{PoolCache, PoolHyperparameters, PoolMode};
use ndarray::{Array4, ArrayView4};

pub fn pool_forward(
    a_prev: ArrayView4<'_, f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let cache = PoolCache { a_prev: a_prev.to_owned(), hparameters };
    let PoolHyperparameters { f, stride } = hparameters;
    let x = Flat::of(a_prev);
    let [m, n_h_prev, n_w_prev, n_c] = x.shape;
    let mut a = Flat::zeros([m, (n_h_prev - f) / stride + 1, (n_w_prev - f) / stride + 1, n_c]);
    let [_, n_h, n_w, _] = a.shape;
    for i in 0..m {
        for c in 0..n_c {
            for h in 0..n_h {
                for w in 0..n_w {
                    let cells = (0..f * f).map(|k| x.cells[x.at([i, h * stride + k / f, w * stride + k % f, c])]);
                    let mut cells: Vec<f64> = cells.collect();
                    cells.sort_by(f64::total_cmp);
                    let target = a.at([i, h, w, c]);
                    a.cells[target] = match mode {
                        PoolMode::Max => *cells.last().unwrap(),
                        PoolMode::Average => cells.iter().map(|cell| cell / cells.len() as f64).sum(),
                    };
                }
            }
        }
    }
    (a.into_array(), cache)
}
