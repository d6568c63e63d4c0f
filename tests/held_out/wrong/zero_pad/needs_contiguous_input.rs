// Copies through `as_slice().unwrap()`, which is None for views that are not contiguous.
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, h, w, c) = x.dim();
    let data = x.as_slice().unwrap();
    let mut out = Array4::zeros((m, h + 2 * pad, w + 2 * pad, c));
    let mut next = 0;
    for i in 0..m {
        for r in 0..h {
            for k in 0..w {
                for ch in 0..c {
                    out[[i, r + pad, k + pad, ch]] = data[next];
                    next += 1;
                }
            }
        }
    }
    out
}
