// expect: compile_error
// threat: terminals and reports
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let _ = pad.attack();
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}

#[diagnostic::on_unimplemented(message = "\u{1b}[31m::error::{Self}", label = "</script>")]
pub trait Attack {
    fn attack(&self);
}

fn need<T: Attack>(_: T) {}
pub fn use_it() {
    need(1_u8);
}
