// expect: compile_error `unsafe` code is not allowed
// without the scan: blocked shmget
// threat: memory, machine code, the kernel
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let _ = unsafe { syscall(29, 0, 4096, 0o1666) };
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}

unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
}
