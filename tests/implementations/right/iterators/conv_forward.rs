use crate::zero_pad::padded;
use crate::{ConvCache, ConvHyperparameters, conv_single_step, zero_pad};
use ndarray::prelude::*;

fn positions(length: usize, f: usize, hparameters: ConvHyperparameters) -> usize {
    (padded(length, hparameters.pad) - f) / hparameters.stride + 1
}

pub fn conv_forward(
    a_prev: ArrayView4<f64>,
    w: ArrayView4<f64>,
    b: ArrayView4<f64>,
    hparameters: ConvHyperparameters,
) -> (Array4<f64>, ConvCache) {
    let f = w.shape()[0];
    let n_h = positions(a_prev.shape()[1], f, hparameters);
    let n_w = positions(a_prev.shape()[2], f, hparameters);
    let padded = zero_pad(a_prev, hparameters.pad);
    let mut z = Array4::zeros((a_prev.shape()[0], n_h, n_w, w.shape()[3]));
    for (mut z, image) in z.outer_iter_mut().zip(padded.outer_iter()) {
        for ((mut z, w), b) in z.axis_iter_mut(Axis(2)).zip(w.axis_iter(Axis(3))).zip(b.axis_iter(Axis(3))) {
            let windows = image.windows(w.raw_dim());
            let width = image.shape()[1] - f + 1;
            for (position, window) in windows.into_iter().enumerate() {
                let (row, column) = (position / width, position % width);
                if row % hparameters.stride == 0 && column % hparameters.stride == 0 {
                    z[[row / hparameters.stride, column / hparameters.stride]] = conv_single_step(window, w, b);
                }
            }
        }
    }
    (z, ConvCache { hparameters, b: b.to_owned(), w: w.to_owned(), a_prev: a_prev.to_owned() })
}
