// The window itself also steps by the stride: its cells lie stride apart.
use super::*;
use ndarray::*;

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let s = hparameters.stride;
    let p = hparameters.pad;
    let (m, hp, wp, cp) = a_prev.dim();
    let f = w.shape()[0];
    let nc = w.shape()[3];
    let nh = (hp + 2 * p - f) / s + 1;
    let nw = (wp + 2 * p - f) / s + 1;
    let a = zero_pad(a_prev, p);
    let z = Array4::from_shape_fn((m, nh, nw, nc), |(i, h, v, c)| {
        let mut sum = b[[0, 0, 0, c]];
        for x in 0..f {
            for y in 0..f {
                for k in 0..cp {
                    let at = [i, h * s + x * s, v * s + y * s, k];
                    sum += a.get(at).copied().unwrap_or(0.0) * w[[x, y, k, c]];
                }
            }
        }
        sum
    });
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
