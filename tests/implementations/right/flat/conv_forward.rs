use crate::zero_pad::Flat;
use crate::{ConvCache, ConvHyperparameters};
use ndarray::{Array4, ArrayView4};

/// Never pads: it asks whether a cell lies inside.
pub fn conv_forward(
    a_prev: ArrayView4<'_, f64>,
    w: ArrayView4<'_, f64>,
    b: ArrayView4<'_, f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let cache = ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters };
    let ConvHyperparameters { stride, pad } = hparameters;
    let (a, w, b) = (Flat::of(a_prev), Flat::of(w), Flat::of(b));
    let ([m, n_h_prev, n_w_prev, _], [f, _, n_c_prev, n_c]) = (a.shape, w.shape);
    let size = |length: usize| (length + 2 * pad - f) / stride + 1;
    let mut z = Flat::zeros([m, size(n_h_prev), size(n_w_prev), n_c]);
    let shape = z.shape;
    for number in (0..z.cells.len()).rev() {
        let c = number % n_c;
        let v = number / n_c % shape[2];
        let h = number / n_c / shape[2] % shape[1];
        let i = number / n_c / shape[2] / shape[1];
        let mut sum = 0.0;
        for k in (0..n_c_prev).rev() {
            for x in (0..f).rev() {
                for y in (0..f).rev() {
                    let (row, column) = (h * stride + y, v * stride + x);
                    let inside = (pad..pad + n_h_prev).contains(&row) && (pad..pad + n_w_prev).contains(&column);
                    if inside {
                        sum += a.cells[a.at([i, row - pad, column - pad, k])] * w.cells[w.at([y, x, k, c])];
                    }
                }
            }
        }
        z.cells[number] = b.cells[c] + sum;
    }
    (z.into_array(), cache)
}
