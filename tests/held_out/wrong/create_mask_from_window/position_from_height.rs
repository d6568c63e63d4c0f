// The position of the maximum is turned into row and column with the height instead of the width.
use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    let (h, w) = x.dim();
    let mut best = 0;
    for (n, v) in x.iter().enumerate() {
        if *v > x[[best / w, best % w]] {
            best = n;
        }
    }
    let mut mask = Array2::from_elem((h, w), false);
    mask[[(best / h).min(h - 1), (best % h).min(w - 1)]] = true;
    mask
}
