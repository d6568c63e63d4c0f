// expect: panicked \x1b]0;owned\x07
// threat: terminals and reports
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    panic!("\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m \u{202e}drawkcab\u{2066}\u{200b}");
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}
