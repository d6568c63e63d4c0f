// The last column is left out of the search for the maximum.
use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let (h, w) = x.dim();
    let mut max = f64::NEG_INFINITY;
    for i in 0..h {
        for j in 0..w.saturating_sub(1) {
            max = max.max(x[[i, j]]);
        }
    }
    x.mapv(|v| v == max)
}
