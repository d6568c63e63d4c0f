// Marks the maximum of every row.
use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let mut mask = Array2::from_elem(x.dim(), false);
    for (row, mut out) in x.rows().into_iter().zip(mask.rows_mut()) {
        let max = row.fold(f64::NEG_INFINITY, |a, b| a.max(*b));
        for (v, o) in row.iter().zip(out.iter_mut()) {
            *o = *v == max;
        }
    }
    mask
}
