// says: gave different results for the same inputs
use ndarray::*;
use std::sync::atomic::{AtomicU32, Ordering};

static CALLS: AtomicU32 = AtomicU32::new(0);

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let calls = CALLS.fetch_add(1, Ordering::Relaxed);
    zero_padded(x, pad) + f64::from(calls)
}

fn zero_padded(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}
