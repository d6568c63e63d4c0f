use super::*;
use ndarray::prelude::*;

pub fn pool_forward(
    a_prev: ArrayView4<f64>,
    hparameters: PoolHyperparameters,
    mode: PoolMode,
) -> (Array4<f64>, PoolCache) {
    let PoolHyperparameters { f, stride } = hparameters;
    let reduce: fn(ArrayView3<f64>) -> Array1<f64> = match mode {
        PoolMode::Max => |window| {
            window.fold_axis(Axis(0), f64::MIN, |a, b| a.max(*b)).fold_axis(Axis(0), f64::MIN, |a, b| a.max(*b))
        },
        PoolMode::Average => |window| window.mean_axis(Axis(0)).unwrap().mean_axis(Axis(0)).unwrap(),
    };
    let images: Vec<Array3<f64>> = a_prev
        .outer_iter()
        .map(|image| {
            let rows: Vec<Array2<f64>> = (0..=image.shape()[0] - f)
                .step_by(stride)
                .map(|top| {
                    let cells: Vec<Array1<f64>> = (0..=image.shape()[1] - f)
                        .step_by(stride)
                        .map(|left| reduce(image.slice(s![top..top + f, left..left + f, ..])))
                        .collect();
                    stack(cells)
                })
                .collect();
            stack(rows)
        })
        .collect();
    (stack(images), PoolCache { a_prev: a_prev.into_owned(), hparameters })
}

/// Lays arrays of one shape behind each other along a new first axis.
fn stack<D: Dimension>(parts: Vec<Array<f64, D>>) -> Array<f64, D::Larger>
where
    D: ndarray::RemoveAxis,
    D::Larger: ndarray::RemoveAxis,
{
    let views: Vec<_> = parts.iter().map(|part| part.view()).collect();
    ndarray::stack(Axis(0), &views).unwrap()
}
