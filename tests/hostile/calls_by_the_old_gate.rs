// expect: compile_error `unsafe` code is not allowed
// without the scan: blocked a system call of another architecture
// threat: memory, machine code, the kernel
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let _number: i64;
    unsafe { std::arch::asm!("int 0x80", inlateout("rax") 20_i64 => _number) };
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}
