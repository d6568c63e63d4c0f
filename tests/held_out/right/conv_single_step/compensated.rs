// Kahan's compensated summation.
use ndarray::*;

pub fn conv_single_step(a_slice_prev: ArrayView3<f64>, w: ArrayView3<f64>, b: ArrayView3<f64>) -> f64 {
    let (mut sum, mut lost) = (0.0, 0.0);
    let products = a_slice_prev.iter().zip(&w).map(|(a, k)| a * k);
    for term in products.chain(std::iter::once(b[[0, 0, 0]])) {
        let term = term - lost;
        let next = sum + term;
        lost = (next - sum) - term;
        sum = next;
    }
    sum
}
