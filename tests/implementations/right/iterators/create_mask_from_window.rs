use ndarray::prelude::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let largest = x.iter().copied().max_by(f64::total_cmp).unwrap();
    x.map(|value| (value - largest).abs() == 0.0)
}
