// says: gave different results for the same inputs
use ndarray::*;
use std::sync::Mutex;

static LAST: Mutex<f64> = Mutex::new(0.0);

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let mut last = LAST.lock().unwrap();
    let value = std::mem::replace(&mut *last, x[[0, 0, 0, 0]]);
    let (m, n_h, n_w, n_c) = x.dim();
    Array4::from_elem((m, n_h + 2 * pad, n_w + 2 * pad, n_c), value)
}
