// The border repeats the nearest cell of the image.
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, h, w, c) = x.dim();
    Array4::from_shape_fn((m, h + 2 * pad, w + 2 * pad, c), |(i, r, k, ch)| {
        let r = r.saturating_sub(pad).min(h - 1);
        let k = k.saturating_sub(pad).min(w - 1);
        x[[i, r, k, ch]]
    })
}
