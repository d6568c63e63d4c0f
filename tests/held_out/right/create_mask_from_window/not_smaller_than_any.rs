// A cell is marked when no other is larger.
use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    x.map(|v| x.iter().all(|other| other <= v))
}
