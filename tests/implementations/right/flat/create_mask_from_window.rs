use ndarray::{Array2, ArrayView2};

pub fn create_mask_from_window(x: ArrayView2<'_, f64>) -> Array2<bool> {
    let cells: Vec<f64> = x.iter().copied().collect();
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by(|a, b| cells[*b].partial_cmp(&cells[*a]).unwrap());
    let mut mask = vec![false; cells.len()];
    mask[order[0]] = true;
    Array2::from_shape_vec(x.raw_dim(), mask).unwrap()
}
