// The loop over the output columns ends one too early.
use super::*;
use ndarray::*;

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let ConvHyperparameters { stride, pad } = hparameters;
    let (m, hp, wp, _) = a_prev.dim();
    let (f, _, _, nc) = w.dim();
    let nh = (hp + 2 * pad - f) / stride + 1;
    let nw = (wp + 2 * pad - f) / stride + 1;
    let padded = zero_pad(a_prev, pad);
    let mut z = Array4::zeros((m, nh, nw, nc));
    for i in 0..m {
        for h in 0..nh {
            for v in 0..nw - 1 {
                let part = padded.slice(s![i, h * stride..h * stride + f, v * stride..v * stride + f, ..]);
                for c in 0..nc {
                    z[[i, h, v, c]] =
                        conv_single_step(part, w.slice(s![.., .., .., c]), b.slice(s![.., .., .., c]));
                }
            }
        }
    }
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
