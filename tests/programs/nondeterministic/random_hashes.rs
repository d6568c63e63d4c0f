// says: gave different results for the same inputs
use ndarray::*;
use std::hash::{BuildHasher, RandomState};

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let noise = RandomState::new().hash_one(pad) as f64;
    Array4::from_elem((x.dim().0, x.dim().1 + 2 * pad, x.dim().2 + 2 * pad, x.dim().3), noise)
}
