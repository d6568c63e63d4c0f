// expect: compile_error `unsafe` code is not allowed
// without the scan: timed_out
// threat: time and memory used up
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    for signal in 1..65 {
        unsafe { signal_action(signal, 1) };
    }
    while pad < 100 {
        std::hint::spin_loop();
    }
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}

unsafe extern "C" {
    #[link_name = "signal"]
    fn signal_action(number: i32, action: usize) -> usize;
}
