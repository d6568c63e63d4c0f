//! Works on plain vectors in row-major order.

use ndarray::{Array4, ArrayView4};

/// The numbers of an array of any layout, the last axis fastest, and its lengths.
pub struct Flat {
    pub cells: Vec<f64>,
    pub shape: [usize; 4],
}

impl Flat {
    pub fn of(x: ArrayView4<'_, f64>) -> Self {
        let (a, b, c, d) = x.dim();
        Self { cells: x.iter().copied().collect(), shape: [a, b, c, d] }
    }

    pub fn zeros(shape: [usize; 4]) -> Self {
        Self { cells: vec![0.0; shape.iter().product()], shape }
    }

    pub fn at(&self, index: [usize; 4]) -> usize {
        index.iter().zip(self.shape).fold(0, |offset, (index, length)| offset * length + index)
    }

    pub fn into_array(self) -> Array4<f64> {
        Array4::from_shape_vec(self.shape, self.cells).unwrap()
    }
}

pub fn zero_pad(x: ArrayView4<'_, f64>, pad: usize) -> Array4<f64> {
    let x = Flat::of(x);
    let [m, n_h, n_w, n_c] = x.shape;
    let mut y = Flat::zeros([m, n_h + 2 * pad, n_w + 2 * pad, n_c]);
    for i in (0..m).rev() {
        for h in (0..n_h).rev() {
            let (from, to) = (x.at([i, h, 0, 0]), y.at([i, h + pad, pad, 0]));
            y.cells[to..to + n_w * n_c].copy_from_slice(&x.cells[from..from + n_w * n_c]);
        }
    }
    y.into_array()
}
