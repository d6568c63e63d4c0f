// `=` instead of `+=` in the loop over the channels: only the last one's share remains.
use super::{ConvCache, ConvHyperparameters, zero_pad};
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
    let (nh, nw) = ((hp + 2 * pad - f) / stride + 1, (wp + 2 * pad - f) / stride + 1);
    let padded = zero_pad(a_prev, pad);
    let mut z = Array4::<f64>::zeros((m, nh, nw, nc));
    for i in 0..m {
        for h in 0..nh {
            for v in 0..nw {
                for c in 0..nc {
                    let mut sum = 0.0;
                    for k in 0..cp {
                        let part =
                            padded.slice(s![i, h * stride..h * stride + f, v * stride..v * stride + f, k]);
                        sum = (&part * &w.slice(s![.., .., k, c])).sum();
                    }
                    z[[i, h, v, c]] = sum + b[[0, 0, 0, c]];
                }
            }
        }
    }
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
