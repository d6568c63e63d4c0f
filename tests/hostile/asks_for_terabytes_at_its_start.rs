// expect: compile_error assembly is not allowed
// without the scan: crashed SIGSEGV
// threat: using up the compiler
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    println!("{:p}", &raw const huge);
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}

core::arch::global_asm!(".section .bss.huge,\"aw\",@nobits", ".globl huge", "huge: .zero 0x40000000", ".previous");

unsafe extern "C" {
    static huge: u8;
}
