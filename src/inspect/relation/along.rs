//! Each index of an axis with a number of its own: a bias that is missing, channels that were normalised.

use super::evidence::Weight;
use super::slack::Slack;
use super::{Relation, Scope};
use crate::inspect::difference::both::Pairing;
use crate::tensor::{Scalar, scalar_text};

/// Longer axes are left out: there would be more numbers to choose than memory is worth.
const LONGEST: usize = 16 << 10;
/// Cells that must share a number.
const SHARING: u64 = 3;
/// Digits in which a number is told.
const DIGITS: usize = 4;

/// What the numbers of an axis do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Factor,
    Offset,
}

/// A number for each index of one axis, from the first cell that tells it.
pub(super) struct Along {
    axis: usize,
    way: Way,
    /// The number, and the size of what it was computed from; NaN where none is known.
    numbers: Vec<(f64, f64)>,
    holds: bool,
}

impl Along {
    /// All that may hold in a tensor of this shape.
    pub(super) fn all(shape: &[usize]) -> Vec<Self> {
        let cells: u64 = shape.iter().map(|&length| length as u64).product();
        let fits = |&axis: &usize| {
            let length = shape[axis];
            (2..=LONGEST).contains(&length) && cells / length as u64 >= SHARING
        };
        let ways = |axis: usize| {
            [Way::Offset, Way::Factor].map(|way| Self {
                axis,
                way,
                numbers: vec![(f64::NAN, 0.0); shape[axis]],
                holds: true,
            })
        };
        (0..shape.len()).filter(fits).flat_map(ways).collect()
    }

    pub(super) const fn holds(&self) -> bool {
        self.holds
    }

    pub(super) fn see(&mut self, index: &[usize], cell: &Pairing, slack: Slack) {
        let (expected, actual) = (cell.expected.real.to_f64(), cell.actual.real.to_f64());
        let is_real = cell.expected.imaginary.or(cell.actual.imaginary).is_none();
        if !is_real || !expected.is_finite() || !actual.is_finite() {
            self.holds &= is_real && cell.agrees;
            return;
        }
        let (number, size) = &mut self.numbers[index[self.axis]];
        let here = expected.abs() + actual.abs();
        match self.way {
            Way::Offset if number.is_nan() => (*number, *size) = (actual - expected, here),
            Way::Factor if number.is_nan() && expected != 0.0 => (*number, *size) = (actual / expected, 0.0),
            Way::Offset => self.holds &= slack.near(expected + *number, actual, here + *size),
            Way::Factor if number.is_nan() => self.holds &= actual == 0.0,
            // The factor itself was told by one cell, no more exactly than that cell.
            Way::Factor => self.holds &= slack.near(expected * *number, actual, 2.0 * actual.abs()),
        }
    }

    /// The relation, where more cells follow it than numbers were chosen.
    pub(super) fn relation(&self, weight: Weight, bits: f64) -> Option<Relation> {
        let known: Vec<f64> =
            self.numbers.iter().map(|(number, _)| *number).filter(|number| !number.is_nan()).collect();
        let chosen = u32::try_from(known.len()).ok()?;
        let (low, high) = (known.iter().copied().reduce(f64::min)?, known.iter().copied().reduce(f64::max)?);
        let shared = weight.mismatched >= SHARING * u64::from(chosen);
        let many = Weight { distinct: weight.distinct.max(chosen as usize + 2), ..weight };
        if !self.holds || low >= high || weight.distinct < 3 || !shared || !many.convinces(chosen, bits) {
            return None;
        }
        let text = |number: f64| scalar_text(Scalar::F64(number + 0.0), DIGITS);
        let (kind, words) = match self.way {
            Way::Factor => ("multiple_along", "times a factor of its own for each index of"),
            Way::Offset => ("offset_along", "plus a number of its own for each index of"),
        };
        let (axis, low, high) = (self.axis, text(low), text(high));
        Some(Relation {
            kind,
            scope: Scope::EveryCell,
            words: format!("expected {words} axis {axis}, from {low} to {high}"),
            numpy: None,
        })
    }
}
