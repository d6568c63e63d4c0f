// expect: compile_error assembly is not allowed
// without the scan: compile_error undefined symbol
// threat: reaching the compiler, the linker, the start of the program
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    if pad > 1000 {
        start();
    }
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}

core::arch::global_asm!(
    ".section .deplibs,\"MS\",@llvm_dependent_libraries,1",
    ".asciz \"ssl\"",
    ".previous"
);

unsafe extern "C" {
    safe fn SSL_library_init();
}

pub fn start() {
    SSL_library_init();
}
