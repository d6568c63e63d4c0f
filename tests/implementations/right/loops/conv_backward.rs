use crate::ConvCache;
use crate::zero_pad::zero_pad;
use ndarray::*;

pub fn conv_backward(dz: ArrayView4<f64>, cache: &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let stride = cache.hparameters.stride;
    let pad = cache.hparameters.pad;
    let (m, n_h_prev, n_w_prev, n_c_prev) = cache.a_prev.dim();
    let (f, _, _, n_c) = cache.w.dim();
    let (_, n_h, n_w, _) = dz.dim();
    let a_prev_pad = zero_pad(cache.a_prev.view(), pad);
    let mut da_prev = Array4::zeros((m, n_h_prev, n_w_prev, n_c_prev));
    let mut dw = Array4::zeros((f, f, n_c_prev, n_c));
    let mut db = Array4::zeros((1, 1, 1, n_c));
    for i in 0..m {
        for h in 0..n_h {
            for w in 0..n_w {
                for c in 0..n_c {
                    let g = dz[[i, h, w, c]];
                    for y in 0..f {
                        for x in 0..f {
                            let (row, column) = (h * stride + y, w * stride + x);
                            for k in 0..n_c_prev {
                                dw[[y, x, k, c]] += a_prev_pad[[i, row, column, k]] * g;
                                if row >= pad
                                    && column >= pad
                                    && row - pad < n_h_prev
                                    && column - pad < n_w_prev
                                {
                                    da_prev[[i, row - pad, column - pad, k]] += cache.w[[y, x, k, c]] * g;
                                }
                            }
                        }
                    }
                    db[[0, 0, 0, c]] += g;
                }
            }
        }
    }
    (da_prev, dw, db)
}
