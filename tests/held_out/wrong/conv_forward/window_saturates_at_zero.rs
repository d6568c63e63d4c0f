// Works without padding: the corner is h·stride − pad, cut at 0, so border windows slide inwards.
use super::{ConvCache, ConvHyperparameters};
use ndarray::*;

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let ConvHyperparameters { stride, pad } = hparameters;
    let (m, hp, wp, cp) = a_prev.dim();
    let (f, _, _, nc) = w.dim();
    let nh = (hp + 2 * pad - f) / stride + 1;
    let nw = (wp + 2 * pad - f) / stride + 1;
    let mut z = Array4::zeros((m, nh, nw, nc));
    for i in 0..m {
        for h in 0..nh {
            let top = (h * stride).saturating_sub(pad);
            for v in 0..nw {
                let left = (v * stride).saturating_sub(pad);
                for c in 0..nc {
                    let mut total = b[[0, 0, 0, c]];
                    for x in 0..f {
                        for y in 0..f {
                            if top + x >= hp || left + y >= wp {
                                continue;
                            }
                            for k in 0..cp {
                                total += a_prev[[i, top + x, left + y, k]] * w[[x, y, k, c]];
                            }
                        }
                    }
                    z[[i, h, v, c]] = total;
                }
            }
        }
    }
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
