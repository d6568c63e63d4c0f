use ndarray::ArrayView3;

/// Adds up exactly what each addition loses (Neumaier's summation).
pub fn conv_single_step(a_slice_prev: ArrayView3<'_, f64>, w: ArrayView3<'_, f64>, b: ArrayView3<'_, f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for term in a_slice_prev.iter().zip(w.iter()).map(|(a, w)| a * w).chain([b[[0, 0, 0]]]) {
        let next = sum + term;
        lost += if sum.abs() >= term.abs() { (sum - next) + term } else { (term - next) + sum };
        sum = next;
    }
    sum + lost
}
