use crate::zero_pad::Flat;
use crate::{PoolCache, PoolHyperparameters, PoolMode};
use ndarray::{Array4, ArrayView4};

pub fn pool_backward(da: ArrayView4<'_, f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let PoolHyperparameters { f, stride } = cache.hparameters;
    let (x, da) = (Flat::of(cache.a_prev.view()), Flat::of(da));
    let mut dx = Flat::zeros(x.shape);
    let [m, n_h, n_w, n_c] = da.shape;
    for c in 0..n_c {
        for i in 0..m {
            for v in (0..n_w).rev() {
                for h in (0..n_h).rev() {
                    let g = da.cells[da.at([i, h, v, c])];
                    let window: Vec<usize> =
                        (0..f * f).map(|k| x.at([i, h * stride + k / f, v * stride + k % f, c])).collect();
                    match mode {
                        PoolMode::Max => {
                            let best = window.iter().copied().reduce(|a, b| if x.cells[b] > x.cells[a] { b } else { a });
                            dx.cells[best.unwrap()] += g;
                        }
                        PoolMode::Average => {
                            for cell in &window {
                                dx.cells[*cell] += g / window.len() as f64;
                            }
                        }
                    }
                }
            }
        }
    }
    dx.into_array()
}
