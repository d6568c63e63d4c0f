//! Zero padding: a border of zeros around every image.

use ndarray::*;

/// Pads every image of a batch with zeros along its height and width.
///
/// - `x`: a batch of images, shape `(m, n_H, n_W, n_C)`
/// - `pad`: how many rows and columns of zeros to add on each side
///
/// Returns the padded batch, shape `(m, n_H + 2·pad, n_W + 2·pad, n_C)`.
pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    // TODO: read the four lengths off `x.dim()` and make an array of zeros of the padded shape.
    // TODO: copy the images into its middle. The batch and channel axes are not padded.
    todo!("zero_pad: put zeros around every image")
}
