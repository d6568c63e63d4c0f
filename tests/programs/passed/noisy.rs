// says nothing
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    println!("\u{1b}[31mred\u{1b}[0m \u{7}\u{202e}\u{9b}2J x = {}", x.len());
    eprintln!("\u{1b}]0;title\u{7} pad = {pad}\r");
    dbg!(pad);
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}
