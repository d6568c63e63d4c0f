// dW is taken from the unpadded input, skipping what sticks out.
use super::ConvCache;
use ndarray::*;

pub fn conv_backward(dz: ArrayView4<f64>, cache: &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let (f, s, p) = (cache.w.dim().0, cache.hparameters.stride, cache.hparameters.pad);
    let (m, hp, wp, cp) = cache.a_prev.dim();
    let mut da = Array4::<f64>::zeros((m, hp + 2 * p, wp + 2 * p, cp));
    let mut dw = Array4::<f64>::zeros(cache.w.raw_dim());
    let mut db = Array4::<f64>::zeros(cache.b.raw_dim());
    for ((i, h, w, c), &g) in dz.indexed_iter() {
        for x in 0..f {
            for y in 0..f {
                for k in 0..cp {
                    let (r, q) = (h * s + x, w * s + y);
                    da[[i, r, q, k]] += cache.w[[x, y, k, c]] * g;
                    if r < hp && q < wp {
                        dw[[x, y, k, c]] += cache.a_prev[[i, r, q, k]] * g;
                    }
                }
            }
        }
        db[[0, 0, 0, c]] += g;
    }
    (da.slice(s![.., p..p + hp, p..p + wp, ..]).to_owned(), dw, db)
}
