// Adds from the last product to the first, the bias before everything.
use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let products: Vec<f64> = a_slice_prev.iter().zip(w.iter()).map(|(a, k)| a * k).collect();
    products.iter().rev().fold(b.sum(), |sum, p| sum + p)
}
