// expect: blocked chmod "/tmp/tensorlings-was-here"
// threat: writing, linking, changing files
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    use std::os::unix::fs::PermissionsExt;
    let _ = std::fs::set_permissions("/tmp/tensorlings-was-here", std::fs::Permissions::from_mode(0o777));
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}
