use crate::conv_forward::{columns, matrix};
use crate::{ConvCache, ConvHyperparameters, zero_pad};
use ndarray::*;

pub fn conv_backward(dz: ArrayView4<f64>, cache: &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let ConvHyperparameters { stride, pad } = cache.hparameters;
    let (f, _, n_c_prev, n_c) = cache.w.dim();
    let (_, n_h_prev, n_w_prev, _) = cache.a_prev.dim();
    let padded = zero_pad(cache.a_prev.view(), pad);
    let (columns, (n_h, n_w)) = columns(&padded, f, stride);
    let dz = dz.to_shape((columns.nrows(), n_c)).unwrap();
    let dw = columns.t().dot(&dz).into_shape_with_order(cache.w.raw_dim()).unwrap();
    let db = dz.sum_axis(Axis(0)).into_shape_with_order((1, 1, 1, n_c)).unwrap();
    let spread = dz.dot(&matrix(cache.w.view()).t());
    let mut da_prev_pad = Array4::<f64>::zeros(padded.raw_dim());
    for (number, row) in spread.rows().into_iter().enumerate() {
        let (i, h, w) = (number / (n_h * n_w), number / n_w % n_h, number % n_w);
        let (top, left) = (h * stride, w * stride);
        let mut target = da_prev_pad.slice_mut(s![i, top..top + f, left..left + f, ..]);
        target += &row.to_shape((f, f, n_c_prev)).unwrap();
    }
    let da_prev = da_prev_pad.slice_move(s![.., pad..pad + n_h_prev, pad..pad + n_w_prev, ..]);
    (da_prev, dw, db)
}
