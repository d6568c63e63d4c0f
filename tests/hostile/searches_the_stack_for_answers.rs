// expect: compile_error `unsafe` code is not allowed
// without the scan: crashed SIGSEGV
// threat: the result channel
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let here = 0_u64;
    let mut at = &raw const here;
    while unsafe { at.read_volatile() } != 1.5_f64.to_bits() ^ 0x7777 {
        at = at.wrapping_add(1);
    }
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}
