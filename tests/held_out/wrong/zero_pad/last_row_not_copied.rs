// The loop over the rows ends one too early, so that every image lacks its last row.
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, h, w, c) = x.dim();
    let mut result = Array4::<f64>::zeros((m, h + pad * 2, w + pad * 2, c));
    for i in 0..m {
        for row in 0..h - 1 {
            for col in 0..w {
                for ch in 0..c {
                    result[[i, row + pad, col + pad, ch]] = x[[i, row, col, ch]];
                }
            }
        }
    }
    result
}
