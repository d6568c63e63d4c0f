// The bias is added inside the loop over the input channels, n_C_prev times.
use super::*;
use ndarray::*;

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let (m, n_h_prev, n_w_prev, n_c_prev) = a_prev.dim();
    let (f, _, _, n_c) = w.dim();
    let stride = hparameters.stride;
    let n_h = (n_h_prev - f + 2 * hparameters.pad) / stride + 1;
    let n_w = (n_w_prev - f + 2 * hparameters.pad) / stride + 1;
    let a_pad = zero_pad(a_prev, hparameters.pad);
    let mut z = Array4::<f64>::zeros((m, n_h, n_w, n_c));
    for ((i, h, x, c), cell) in z.indexed_iter_mut() {
        for k in 0..n_c_prev {
            let window = a_pad.slice(s![i, h * stride..h * stride + f, x * stride..x * stride + f, k]);
            *cell += (&window * &w.slice(s![.., .., k, c])).sum() + b[[0, 0, 0, c]];
        }
    }
    let cache = ConvCache { a_prev: a_prev.into_owned(), w: w.into_owned(), b: b.into_owned(), hparameters };
    (z, cache)
}
