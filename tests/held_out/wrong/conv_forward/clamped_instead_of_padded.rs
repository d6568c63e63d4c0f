// Instead of zeros, cells outside the image take the value of the nearest edge cell.
use super::{ConvCache, ConvHyperparameters};
use ndarray::*;

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let (m, hp, wp, cp) = a_prev.dim();
    let (f, _, _, nc) = w.dim();
    let (s, p) = (hparameters.stride as isize, hparameters.pad as isize);
    let nh = (hp + 2 * hparameters.pad - f) / hparameters.stride + 1;
    let nw = (wp + 2 * hparameters.pad - f) / hparameters.stride + 1;
    let mut z = Array4::zeros((m, nh, nw, nc));
    for ((i, h, v, c), cell) in z.indexed_iter_mut() {
        let mut sum = b[[0, 0, 0, c]];
        for x in 0..f {
            for y in 0..f {
                let r = (h as isize * s + x as isize - p).clamp(0, hp as isize - 1) as usize;
                let q = (v as isize * s + y as isize - p).clamp(0, wp as isize - 1) as usize;
                for k in 0..cp {
                    sum += a_prev[[i, r, q, k]] * w[[x, y, k, c]];
                }
            }
        }
        *cell = sum;
    }
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
