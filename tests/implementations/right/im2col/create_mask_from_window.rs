use ndarray::*;

pub fn create_mask_from_window(x: ArrayView2<f64>) -> Array2<bool> {
    Zip::from(&x).map_collect(|candidate| x.iter().all(|other| other <= candidate))
}
