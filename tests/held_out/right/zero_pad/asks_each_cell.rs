// Every cell of the result asks whether it has a source.
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, h, w, c) = x.dim();
    Array4::from_shape_fn((m, h + 2 * pad, w + 2 * pad, c).f(), |(i, r, k, ch)| {
        let source = r.checked_sub(pad).zip(k.checked_sub(pad)).and_then(|(r, k)| x.get((i, r, k, ch)));
        source.copied().unwrap_or_default()
    })
}
