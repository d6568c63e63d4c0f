// says: \x1b[2J\x07\u{202e}\u{200b}\x9b1m\x00\x0d end
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    if pad < 100 {
        panic!("\u{1b}[2J\u{7}\u{202e}\u{200b}\u{9b}1m\0\r end");
    }
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}
