// True everywhere but at the maximum.
use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let max = x.iter().cloned().fold(f64::MIN, f64::max);
    x.mapv(|v| v != max)
}
