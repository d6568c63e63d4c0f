use ndarray::*;

/// Multiplies every row of `x` by a factor of its own.
pub fn scale_rows(x: ArrayView2<f64>, factors: ArrayView1<f64>) -> Array2<f64> {
    &x * &factors.insert_axis(Axis(1))
}
