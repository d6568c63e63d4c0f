// No padded array: cells outside the image are skipped.
use super::{ConvCache, ConvHyperparameters};
use ndarray::*;

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let (m, hp, wp, _) = a_prev.dim();
    let (f, _, _, nc) = w.dim();
    let (s, p) = (hparameters.stride, hparameters.pad);
    let mut z = Array4::zeros((m, (hp + 2 * p - f) / s + 1, (wp + 2 * p - f) / s + 1, nc));
    Zip::indexed(&mut z).for_each(|(i, h, v, c), z| {
        let mut sum = 0.0;
        for ((x, y, k), weight) in w.index_axis(Axis(3), c).indexed_iter() {
            let at = (h * s + x).checked_sub(p).zip((v * s + y).checked_sub(p));
            if let Some((r, q)) = at.filter(|&(r, q)| r < hp && q < wp) {
                sum += weight * a_prev[[i, r, q, k]];
            }
        }
        *z = sum + b[[0, 0, 0, c]];
    });
    (z, ConvCache { a_prev: a_prev.to_owned(), w: w.to_owned(), b: b.to_owned(), hparameters })
}
