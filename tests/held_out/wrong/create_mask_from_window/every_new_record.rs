// Marks each cell that is larger than all before it, and never takes a mark back.
use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let mut mask = Array2::from_elem(x.raw_dim(), false);
    let mut max = f64::NEG_INFINITY;
    for ((i, j), v) in x.indexed_iter() {
        if *v > max {
            max = *v;
            mask[[i, j]] = true;
        }
    }
    mask
}
