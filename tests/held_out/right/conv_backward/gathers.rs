// Every cell of dA gathers what comes to it, instead of scattering.
use super::{ConvCache, zero_pad};
use ndarray::*;

pub fn conv_backward(dz: ArrayView4<f64>, cache: &ConvCache) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    let ConvCache { a_prev, w, b, hparameters } = cache;
    let (s, p) = (hparameters.stride, hparameters.pad);
    let f = w.shape()[0];
    let (_, nh, nw, nc) = dz.dim();
    let da = Array4::from_shape_fn(a_prev.dim(), |(i, r, q, k)| {
        let mut sum = 0.0;
        for x in 0..f {
            for y in 0..f {
                let (Some(up), Some(left)) = ((r + p).checked_sub(x), (q + p).checked_sub(y)) else {
                    continue;
                };
                if up % s == 0 && left % s == 0 && up / s < nh && left / s < nw {
                    for c in 0..nc {
                        sum += w[[x, y, k, c]] * dz[[i, up / s, left / s, c]];
                    }
                }
            }
        }
        sum
    });
    let padded = zero_pad(a_prev.view(), p);
    let dw = Array4::from_shape_fn(w.dim(), |(x, y, k, c)| {
        dz.slice(s![.., .., .., c])
            .indexed_iter()
            .map(|((i, h, v), g)| g * padded[[i, h * s + x, v * s + y, k]])
            .sum()
    });
    let db = Array4::from_shape_fn(b.dim(), |(_, _, _, c)| dz.slice(s![.., .., .., c]).sum());
    (da, dw, db)
}
