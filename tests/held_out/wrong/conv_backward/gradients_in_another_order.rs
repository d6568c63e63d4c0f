// Returns (dA, db, dW).
use super::{ConvCache, zero_pad};
use ndarray::*;

pub fn conv_backward(dz: ArrayView4<f64>, cache: &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let (f, s, p) = (cache.w.dim().0, cache.hparameters.stride, cache.hparameters.pad);
    let (_, hp, wp, _) = cache.a_prev.dim();
    let a = zero_pad(cache.a_prev.view(), p);
    let mut da = Array4::<f64>::zeros(a.raw_dim());
    let mut dw = Array4::<f64>::zeros(cache.w.raw_dim());
    let mut db = Array4::<f64>::zeros(cache.b.raw_dim());
    for ((i, h, w, c), &g) in dz.indexed_iter() {
        let window = s![i, h * s..h * s + f, w * s..w * s + f, ..];
        da.slice_mut(window).scaled_add(g, &cache.w.slice(s![.., .., .., c]));
        dw.slice_mut(s![.., .., .., c]).scaled_add(g, &a.slice(window));
        db[[0, 0, 0, c]] += g;
    }
    (da.slice(s![.., p..p + hp, p..p + wp, ..]).to_owned(), db, dw)
}
