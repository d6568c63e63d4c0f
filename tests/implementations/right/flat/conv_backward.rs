use crate::zero_pad::Flat;
use crate::{ConvCache, ConvHyperparameters};
use ndarray::{Array4, ArrayView4};

pub fn conv_backward(dz: ArrayView4<'_, f64>, cache: &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let ConvHyperparameters { stride, pad } = cache.hparameters;
    let (a, w, dz) = (Flat::of(cache.a_prev.view()), Flat::of(cache.w.view()), Flat::of(dz));
    let mut da = Flat::zeros(a.shape);
    let mut dw = Flat::zeros(w.shape);
    let mut db = Flat::zeros([1, 1, 1, w.shape[3]]);
    let ([m, n_h_prev, n_w_prev, _], [f, _, n_c_prev, n_c]) = (a.shape, w.shape);
    // For every cell of the input, rather than for every window: which windows see it, and through which weight?
    for i in (0..m).rev() {
        for row in 0..n_h_prev {
            for column in 0..n_w_prev {
                for y in 0..f {
                    for x in 0..f {
                        let Some((h, v)) = window_above(row + pad, y, stride).zip(window_above(column + pad, x, stride))
                        else {
                            continue;
                        };
                        if h >= dz.shape[1] || v >= dz.shape[2] {
                            continue;
                        }
                        for c in 0..n_c {
                            let g = dz.cells[dz.at([i, h, v, c])];
                            for k in 0..n_c_prev {
                                let (cell, weight) = (a.at([i, row, column, k]), w.at([y, x, k, c]));
                                da.cells[cell] += g * w.cells[weight];
                                dw.cells[weight] += g * a.cells[cell];
                            }
                        }
                    }
                }
            }
        }
    }
    for (number, g) in dz.cells.iter().enumerate().rev() {
        db.cells[number % n_c] += g;
    }
    (da.into_array(), dw.into_array(), db.into_array())
}

/// The window whose `offset`th row is this one.
fn window_above(row: usize, offset: usize, stride: usize) -> Option<usize> {
    let start = row.checked_sub(offset)?;
    (start % stride == 0).then_some(start / stride)
}
