use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let mut z = 0.0;
    for i in 0..w.shape()[0] {
        for j in 0..w.shape()[1] {
            for c in 0..w.shape()[2] {
                z += a_slice_prev[[i, j, c]] * w[[i, j, c]];
            }
        }
    }
    z + b[[0, 0, 0]]
}
