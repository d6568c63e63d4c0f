// expect: panicked now
// threat: terminals and reports
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    use std::io::Write;
    let _ = std::io::stdout().write_all(b"\xff\xfe\0\x1b[31m\xc2\x9b2J\r::error::x\x08\x7f");
    let _ = std::io::stderr().write_all(b"\xed\xa0\x80\x1bPq\x1b\\");
    panic!("now");
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}
