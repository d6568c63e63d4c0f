//! Zero padding: a border of zeros around every image.

use ndarray::*;

/// Pads every image of a batch with zeros along its height and width.
///
/// - `x`: a batch of images, shape `(m, n_H, n_W, n_C)`
/// - `pad`: how many rows and columns of zeros to add on each side
///
/// Returns the padded batch, shape `(m, n_H + 2·pad, n_W + 2·pad, n_C)`.
pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad
        .slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..])
        .assign(&x);
    x_pad
}
