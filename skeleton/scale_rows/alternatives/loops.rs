use ndarray::*;

pub fn scale_rows(x: ArrayView2<f64>, factors: ArrayView1<f64>) -> Array2<f64> {
    let (n_h, n_w) = x.dim();
    let mut y = Array2::zeros((n_h, n_w));
    for h in 0..n_h {
        for w in 0..n_w {
            y[[h, w]] = factors[h] * x[[h, w]];
        }
    }
    y
}
