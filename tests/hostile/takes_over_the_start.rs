// expect: compile_error the attribute `no_mangle` is not allowed
// without the scan: compile_error duplicate symbol
// threat: reaching the compiler, the linker, the start of the program
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}

#[unsafe(no_mangle)]
pub extern "C" fn __libc_start_main() -> ! {
    std::process::exit(0)
}
