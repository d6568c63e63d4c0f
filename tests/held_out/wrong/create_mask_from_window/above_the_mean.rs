// Marks every cell above the window's mean.
use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let mean = x.mean().unwrap();
    x.mapv(|v| v > mean)
}
