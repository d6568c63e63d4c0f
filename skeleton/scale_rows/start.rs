use ndarray::*;

/// Multiplies every row of `x` by a factor of its own.
///
/// Shapes: `x` is `(n_H, n_W)`, `factors` is `(n_H)`; the result has the shape of `x`.
pub fn scale_rows(x: ArrayView2<f64>, factors: ArrayView1<f64>) -> Array2<f64> {
    todo!()
}
