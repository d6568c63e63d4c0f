// says: gave different results for the same inputs
use ndarray::*;
use std::sync::atomic::{AtomicBool, Ordering};

static CALLED: AtomicBool = AtomicBool::new(false);

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let value = if CALLED.swap(true, Ordering::Relaxed) { 1.0 } else { 0.0 };
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::from_elem((m, n_h + 2 * pad, n_w + 2 * pad, n_c), value);
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}
