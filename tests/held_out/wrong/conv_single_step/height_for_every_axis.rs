// Loops over the height along all three axes.
use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let f = a_slice_prev.shape()[0];
    let mut z = b[[0, 0, 0]];
    for i in 0..f {
        for j in 0..f {
            for c in 0..f {
                z += a_slice_prev[[i, j, c]] * w[[i, j, c]];
            }
        }
    }
    z
}
