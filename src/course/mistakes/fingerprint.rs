//! A few numbers that tell a tensor from others, and do not mind rounding.

use crate::course::generator::Generator;
use crate::course::{Draw, Seed};
use crate::tensor::{DType, Scalar, Tensor};

/// A tensor's shape and two sums of its cells with pseudo-random weights.
///
/// Two tensors that differ in any cell by more than rounding agree in both sums only by an accident of the weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Fingerprint {
    pub(super) shape: Vec<usize>,
    pub(super) sums: [f64; 2],
    /// The sum of the cells' magnitudes: what rounding is in proportion to.
    pub(super) magnitude: f64,
}

/// How far sums may lie apart, in proportion to the magnitude; 32-bit numbers are not kept in fingerprints.
const ROUNDING: f64 = 1e-11;
/// Seeds of the weights.
const SEEDS: [u64; 2] = [1, 2];

impl Fingerprint {
    /// The fingerprint of a tensor.
    #[must_use]
    pub fn of(tensor: &Tensor) -> Self {
        let cells: Vec<f64> = tensor.scalars().map(Scalar::to_f64).collect();
        Self {
            shape: tensor.shape().to_vec(),
            sums: SEEDS.map(|seed| weighted_sum(seed, &cells)),
            magnitude: cells.iter().map(|cell| cell.abs()).sum(),
        }
    }

    /// Whether both are of the same tensor, but for rounding.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        let close = |left: f64, right: f64| {
            (left.is_nan() && right.is_nan()) || (left - right).abs() <= ROUNDING * self.magnitude
        };
        self.shape == other.shape && self.sums.iter().zip(other.sums).all(|(&left, right)| close(left, right))
    }
}

fn weighted_sum(seed: u64, cells: &[f64]) -> f64 {
    let mut weights = Generator::new(Seed::Pcg(seed));
    let weight = |_: &f64| weights.draw(Draw::Uniform(-1.0, 1.0), DType::F64).map_or(0.0, Scalar::to_f64);
    let weights: Vec<f64> = cells.iter().map(weight).collect();
    weights.iter().zip(cells).map(|(weight, cell)| weight * cell).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{ArrayD, IxDyn};

    fn of(shape: &[usize], cells: &[f64]) -> Fingerprint {
        Fingerprint::of(&Tensor::F64(ArrayD::from_shape_vec(IxDyn(shape), cells.to_vec()).unwrap()))
    }

    #[test]
    fn shape_order_and_every_cell_count() {
        let one = of(&[2, 2], &[1.0, 2.0, 3.0, 4.0]);
        assert!(one.matches(&of(&[2, 2], &[1.0, 2.0 + 1e-14, 3.0, 4.0])));
        for (shape, cells) in [
            ([4, 1], [1.0, 2.0, 3.0, 4.0]),
            ([2, 2], [2.0, 1.0, 3.0, 4.0]),
            ([2, 2], [1.0, 2.0, 3.0, 4.000_001]),
        ] {
            assert!(!one.matches(&of(&shape, &cells)), "{cells:?}");
        }
    }
}
