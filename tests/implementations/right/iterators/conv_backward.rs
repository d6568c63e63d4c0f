use super::{ConvCache, zero_pad};
use ndarray::prelude::*;

pub fn conv_backward(dz: ArrayView4<f64>, cache: &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let ConvCache { a_prev, w, b, hparameters } = cache;
    let f = w.dim().0;
    let mut a_prev_pad = zero_pad(a_prev.view(), hparameters.pad);
    let mut da_prev_pad = Array4::<f64>::zeros(a_prev_pad.dim());
    let mut dw = Array4::<f64>::zeros(w.dim());
    let db = dz.sum_axis(Axis(0)).sum_axis(Axis(0)).sum_axis(Axis(0)).into_shape_with_order(b.dim()).unwrap();
    let images = a_prev_pad.outer_iter_mut().zip(da_prev_pad.outer_iter_mut()).zip(dz.outer_iter());
    for ((image, mut gradient), dz) in images {
        for ((h, v, c), &g) in dz.indexed_iter() {
            let (y, x) = (h * hparameters.stride, v * hparameters.stride);
            let window = s![y..y + f, x..x + f, ..];
            let mut part = dw.index_axis_mut(Axis(3), c);
            part += &(&image.slice(window) * g);
            let mut part = gradient.slice_mut(window);
            part += &(&w.index_axis(Axis(3), c) * g);
        }
    }
    let pad = hparameters.pad as isize;
    let da_prev = if pad == 0 {
        da_prev_pad
    } else {
        da_prev_pad.slice(s![.., pad..-pad, pad..-pad, ..]).to_owned()
    };
    (da_prev, dw, db)
}
