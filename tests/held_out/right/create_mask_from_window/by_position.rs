// Finds the place of the maximum first.
use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let best = x.indexed_iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(at, _)| at);
    Array2::from_shape_fn(x.dim(), |at| Some(at) == best)
}
