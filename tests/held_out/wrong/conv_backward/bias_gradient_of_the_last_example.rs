// db starts anew for every example.
use super::{ConvCache, zero_pad};
use ndarray::*;

pub fn conv_backward(dz: ArrayView4<f64>, cache: &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let s = cache.hparameters.stride;
    let p = cache.hparameters.pad;
    let (m, hp, wp, _) = cache.a_prev.dim();
    let (f, _, _, nc) = cache.w.dim();
    let (_, nh, nw, _) = dz.dim();
    let a_pad = zero_pad(cache.a_prev.view(), p);
    let mut da_pad = Array4::<f64>::zeros(a_pad.dim());
    let mut dw = Array4::<f64>::zeros(cache.w.dim());
    let mut db = Array4::<f64>::zeros((1, 1, 1, nc));
    for i in 0..m {
        db = Array4::zeros((1, 1, 1, nc));
        for h in 0..nh {
            for v in 0..nw {
                for c in 0..nc {
                    let g = dz[[i, h, v, c]];
                    let mut to = da_pad.slice_mut(s![i, h * s..h * s + f, v * s..v * s + f, ..]);
                    to += &(&cache.w.slice(s![.., .., .., c]) * g);
                    let mut to = dw.slice_mut(s![.., .., .., c]);
                    to += &(&a_pad.slice(s![i, h * s..h * s + f, v * s..v * s + f, ..]) * g);
                    db[[0, 0, 0, c]] += g;
                }
            }
        }
    }
    (da_pad.slice(s![.., p..p + hp, p..p + wp, ..]).to_owned(), dw, db)
}
