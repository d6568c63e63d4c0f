use crate::{PoolCache, PoolHyperparameters, PoolMode};
use ndarray::*;

/// Needs neither the mask nor the shares: it goes through the windows by `exact` offsets within them.
pub fn pool_backward(da: ArrayView4<f64>, cache: &PoolCache, mode: PoolMode) -> Array4<f64> {
    let PoolHyperparameters { f, stride } = cache.hparameters;
    let (_, n_h, n_w, _) = da.dim();
    let every = |start: usize, count: usize| Slice::new(start as isize, Some((start + (count - 1) * stride + 1) as isize), stride as isize);
    let at = |y: usize, x: usize| {
        move |axis: AxisDescription| match axis.axis.index() {
            1 => every(y, n_h),
            2 => every(x, n_w),
            _ => Slice::from(..),
        }
    };
    let offsets = || (0..f).flat_map(move |y| (0..f).map(move |x| (y, x)));
    let mut largest = Array4::from_elem(da.raw_dim(), f64::NEG_INFINITY);
    for (y, x) in offsets() {
        largest.zip_mut_with(&cache.a_prev.slice_each_axis(at(y, x)), |largest, value| *largest = largest.max(*value));
    }
    let mut da_prev = Array4::zeros(cache.a_prev.raw_dim());
    for (y, x) in offsets() {
        let source = cache.a_prev.slice_each_axis(at(y, x));
        let target = da_prev.slice_each_axis_mut(at(y, x));
        Zip::from(target).and(source).and(&largest).and(da).for_each(|target, value, largest, gradient| {
            *target += match mode {
                PoolMode::Max if value == largest => *gradient,
                PoolMode::Max => 0.0,
                PoolMode::Average => gradient / (f * f) as f64,
            };
        });
    }
    da_prev
}
