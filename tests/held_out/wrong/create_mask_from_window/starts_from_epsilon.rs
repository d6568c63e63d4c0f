// The search starts at f64::EPSILON: a window without positive cells has no maximum.
use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let mut max = f64::EPSILON;
    for v in x {
        if *v > max {
            max = *v;
        }
    }
    x.map(|v| *v == max)
}
