use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let (n_h, n_w) = x.dim();
    let mut best = (0, 0);
    for h in 0..n_h {
        for w in 0..n_w {
            if x[(h, w)] > x[best] {
                best = (h, w);
            }
        }
    }
    let mut mask = Array2::from_elem((n_h, n_w), false);
    mask[best] = true;
    mask
}
