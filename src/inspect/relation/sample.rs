//! Cells from here and there, from which laws are guessed.

use super::slack::{Slack, whole};
use crate::formats::{FormatError, Source, Window};
use crate::inspect::difference::both::{Both, Pairing, numbers};
use crate::tensor::{Number, Scalar, Tolerance};
use std::collections::HashSet;

/// Some cells of two tensors.
pub(super) struct Sample {
    /// Those that differ; never empty.
    pub(super) differing: Vec<(Number, Number)>,
    /// Those that agree.
    pub(super) agreeing: Vec<(Number, Number)>,
}

/// Cells that are kept of each kind.
const KEPT: usize = 512;
/// Places at which more cells are read, and how many at each.
const PLACES: usize = 8;
const RUN: usize = 64;
/// No more than this are counted.
const MOST: f64 = 1e7;

impl Sample {
    /// Cells of the piece that was just read, and of places all over the tensors.
    pub(super) fn take(
        [expected, actual]: [&Source; 2],
        tolerance: Tolerance,
        both: &Both<'_>,
    ) -> Result<Self, FormatError> {
        let (differing, agreeing): (Vec<&Pairing>, Vec<&Pairing>) =
            both.cells.iter().partition(|cell| !cell.agrees);
        let spread = |cells: &[&Pairing]| -> Vec<(Number, Number)> {
            let step = cells.len().div_ceil(KEPT).max(1);
            cells.iter().step_by(step).map(|cell| (cell.expected, cell.actual)).collect()
        };
        let mut sample = Self { differing: spread(&differing), agreeing: spread(&agreeing) };
        if both.cells.len() as u64 == Window::whole(expected.shape()).count().unwrap_or(0) as u64 {
            return Ok(sample);
        }
        for window in elsewhere(expected) {
            let pairs = numbers(expected, &window)?.into_iter().zip(numbers(actual, &window)?);
            for (expected, actual) in pairs {
                let cell = Pairing::of(expected, actual, tolerance);
                let kind = if cell.agrees { &mut sample.agreeing } else { &mut sample.differing };
                kind.push((expected, actual));
            }
        }
        Ok(sample)
    }

    /// The differing pairs as doubles; of complex numbers the real parts.
    pub(super) fn doubles(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.differing.iter().map(|(expected, actual)| (expected.real.to_f64(), actual.real.to_f64()))
    }

    /// The differing pairs of which both are finite, and lie clearly apart.
    pub(super) fn telling(&self, slack: Slack) -> Vec<(f64, f64)> {
        let is_finite = |(expected, actual): &(f64, f64)| expected.is_finite() && actual.is_finite();
        let tells = |(expected, actual): &(f64, f64)| {
            slack.tells((actual - expected).abs(), expected.abs().max(actual.abs()))
        };
        self.doubles().filter(is_finite).filter(tells).collect()
    }

    /// How many different numbers are expected where the tensors differ.
    pub(super) fn distinct(&self) -> usize {
        let bits = |number: &Number| (number.real.bits(), number.imaginary.map(Scalar::bits));
        self.differing.iter().map(|(expected, _)| bits(expected)).collect::<HashSet<_>>().len()
    }

    /// How many numbers can be told apart between the smallest and the largest that the tensors hold: one of so many
    /// fits by chance.
    pub(super) fn choices(&self, slack: Slack) -> f64 {
        let scalars = || {
            let all = self.differing.iter().chain(&self.agreeing);
            all.flat_map(|(one, other)| {
                [one.real, other.real].into_iter().chain(one.imaginary).chain(other.imaginary)
            })
        };
        let finite = || scalars().map(Scalar::to_f64).filter(|value| value.is_finite());
        let (low, high) =
            (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
        let is_whole = scalars().all(|scalar| whole(scalar).is_some() || scalar.to_f64().fract() == 0.0);
        let apart = if is_whole { 1.0 } else { slack.relative * low.abs().max(high.abs()) + slack.absolute };
        let count = (high - low) / apart + 1.0;
        if count.is_finite() { count.min(MOST) } else { 1.0 }
    }
}

/// Short windows all over a tensor.
fn elsewhere(source: &Source) -> Vec<Window> {
    let shape = source.shape();
    let Some(&densest) = source.densest_first().first() else { return Vec::new() };
    let count = Window::whole(shape).count().unwrap_or(usize::MAX);
    let window = |place: usize| {
        // Odd parts, so that no place falls on a border or a period of the tensor.
        let at = count / (2 * PLACES + 1) * (2 * place + 1);
        let index = crate::tensor::index_of(at, shape);
        let ranges: Vec<_> = index
            .iter()
            .enumerate()
            .map(|(axis, &at)| {
                let end = if axis == densest { (at + RUN).min(shape[axis]) } else { at + 1 };
                at..end
            })
            .collect();
        Window::whole(shape).part(&ranges)
    };
    (0..PLACES).map(window).collect()
}
