//! Every cell of an actual tensor against the expected one.

#[cfg(test)]
mod tests;

use super::{Scalar, Tensor};
use ndarray::{ArrayD, IxDyn};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How far a cell may lie from its expected value: `|actual − expected| ≤ relative·|expected| + absolute`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tolerance {
    /// Factor of the expected value's magnitude (`rtol` in NumPy).
    pub relative: f64,
    /// In the unit of the values (`atol` in NumPy).
    pub absolute: f64,
}

/// One cell that is not as expected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mismatch {
    /// Position, outermost axis first; empty for a scalar.
    pub index: Vec<usize>,
    /// What is right there.
    pub expected: Scalar,
    /// What the learner, or the second file, has there.
    pub actual: Scalar,
}

/// What comparing two tensors of one shape and element type found.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// Shape or element type differ: no cell was looked at.
    Incomparable,
    /// Every cell was compared.
    Cells {
        /// Number of cells.
        total: usize,
        /// Cells beyond the tolerance, worst first.
        mismatches: Vec<Mismatch>,
        /// Largest `|actual − expected|` over all cells, infinite where only one of the two is finite or a number;
        /// `None` for booleans and where there is no cell.
        max_abs_error: Option<f64>,
        /// Largest `|actual − expected| / |expected|` over the cells whose expected value is not 0.
        max_rel_error: Option<f64>,
    },
}

impl Comparison {
    /// Whether the two could be compared and no cell lies beyond the tolerance.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        matches!(self, Self::Cells { mismatches, .. } if mismatches.is_empty())
    }
}

/// Compares cell by cell, never broadcasting. NaN matches only NaN, an infinity only itself, −0 matches 0.
///
/// Mismatches rank by how many times the tolerance they miss, a missing or unexpected NaN or infinity first; equal
/// ones by the size of the error and then by index.
#[must_use]
pub fn compare(expected: &Tensor, actual: &Tensor, tolerance: Tolerance) -> Comparison {
    if !is_comparable(expected, actual) {
        return Comparison::Incomparable;
    }
    let mut found =
        Found { tolerance, total: 0, wrong: Vec::new(), max_abs_error: None, max_rel_error: None };
    match (expected, actual) {
        (Tensor::F64(expected), Tensor::F64(actual)) => {
            found.add(expected.iter(), actual.iter(), Scalar::F64);
        }
        (Tensor::F32(expected), Tensor::F32(actual)) => {
            found.add(expected.iter(), actual.iter(), Scalar::F32);
        }
        (Tensor::I64(expected), Tensor::I64(actual)) => {
            found.add(expected.iter(), actual.iter(), Scalar::I64);
        }
        (Tensor::U64(expected), Tensor::U64(actual)) => {
            found.add(expected.iter(), actual.iter(), Scalar::U64);
        }
        (Tensor::Bool(expected), Tensor::Bool(actual)) => {
            found.add(expected.iter(), actual.iter(), Scalar::Bool);
        }
        _ => return Comparison::Incomparable,
    }
    found.wrong.sort_unstable_by(Wrong::worst_first);
    let mismatch = |Wrong { position, expected: left, actual, .. }| Mismatch {
        index: index_of(position, expected.shape()),
        expected: left,
        actual,
    };
    Comparison::Cells {
        total: found.total,
        mismatches: found.wrong.into_iter().map(mismatch).collect(),
        max_abs_error: found.max_abs_error,
        max_rel_error: found.max_rel_error,
    }
}

/// What is found while two tensors are gone through.
struct Found {
    tolerance: Tolerance,
    total: usize,
    wrong: Vec<Wrong>,
    max_abs_error: Option<f64>,
    max_rel_error: Option<f64>,
}

/// A cell that is not as expected, by its place in C order.
struct Wrong {
    rank: Rank,
    position: usize,
    expected: Scalar,
    actual: Scalar,
}

impl Wrong {
    fn worst_first(&self, other: &Self) -> Ordering {
        self.rank.worst_first(&other.rank).then(self.position.cmp(&other.position))
    }
}

impl Found {
    /// One pass over cells of one type, so that what differs between types is decided once and not in every cell.
    fn add<'a, T: Copy + 'a>(
        &mut self,
        expected: impl Iterator<Item = &'a T>,
        actual: impl Iterator<Item = &'a T>,
        scalar: impl Fn(T) -> Scalar,
    ) {
        for (position, (&expected, &actual)) in expected.zip(actual).enumerate() {
            let (expected, actual) = (scalar(expected), scalar(actual));
            let (error, magnitude) = (distance(expected, actual), expected.to_f64().abs());
            if !matches!(expected, Scalar::Bool(_)) {
                raise(&mut self.max_abs_error, error);
                if magnitude != 0.0 {
                    raise(&mut self.max_rel_error, relative(error, magnitude));
                }
            }
            if !self.tolerance.admits(error, magnitude) {
                let rank = Rank::of(error, magnitude, self.tolerance);
                self.wrong.push(Wrong { rank, position, expected, actual });
            }
            self.total += 1;
        }
    }
}

/// The index of a place in C order.
#[must_use]
pub fn index_of(mut position: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (place, &length) in index.iter_mut().zip(shape).rev() {
        *place = position % length.max(1);
        position /= length.max(1);
    }
    index
}

/// The cells beyond the tolerance as a mask of the expected shape; all of them where the two cannot be compared.
#[must_use]
pub fn wrong_cells(expected: &Tensor, actual: &Tensor, tolerance: Tolerance) -> ArrayD<bool> {
    let shape = IxDyn(expected.shape());
    if !is_comparable(expected, actual) {
        return ArrayD::from_elem(shape, true);
    }
    let mut pairs = expected.scalars().zip(actual.scalars());
    ArrayD::from_shape_simple_fn(shape, || {
        pairs.next().is_none_or(|(expected, actual)| !tolerance.accepts(expected, actual))
    })
}

fn is_comparable(expected: &Tensor, actual: &Tensor) -> bool {
    expected.dtype() == actual.dtype() && expected.shape() == actual.shape()
}

/// `|actual − expected|`: 0 for equal cells and for two NaN, infinite where only one is finite or a number.
#[inline]
pub(super) fn distance(expected: Scalar, actual: Scalar) -> f64 {
    // Doubles may take neighbouring integers beyond 2^53 for one.
    let distance = match (expected, actual) {
        (Scalar::I64(_) | Scalar::U64(_), _) | (_, Scalar::I64(_) | Scalar::U64(_)) => {
            expected.integer().zip(actual.integer()).map(|(expected, actual)| expected.abs_diff(actual))
        }
        _ => None,
    };
    #[expect(clippy::cast_precision_loss, reason = "an error's size need not be exact, only whether it is 0")]
    if let Some(distance) = distance {
        return distance as f64;
    }
    let (expected, actual) = (expected.to_f64(), actual.to_f64());
    let difference = (actual - expected).abs();
    if !difference.is_nan() {
        return difference;
    }
    // Equal infinities leave no number, and two NaN are as good as equal.
    let same = expected.total_cmp(&actual).is_eq() || (expected.is_nan() && actual.is_nan());
    if same { 0.0 } else { f64::INFINITY }
}

/// The error as a share of the magnitude of what is expected, where an infinity that matches an infinity has none.
#[must_use]
pub fn relative(error: f64, magnitude: f64) -> f64 {
    if error == 0.0 {
        0.0
    } else if error.is_infinite() {
        f64::INFINITY
    } else {
        error / magnitude
    }
}

fn raise(largest: &mut Option<f64>, value: f64) {
    *largest = Some(largest.map_or(value, |largest| largest.max(value)));
}

impl Tolerance {
    /// Every bit counts, except that −0 equals 0.
    pub const EXACT: Self = Self { relative: 0.0, absolute: 0.0 };

    /// Whether nothing but the expected value itself is near enough.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.relative == 0.0 && self.absolute == 0.0
    }

    /// Whether one cell is as near to its expected value as it has to be, of whatever types the two are.
    #[must_use]
    pub fn accepts(self, expected: Scalar, actual: Scalar) -> bool {
        self.admits(distance(expected, actual), expected.to_f64().abs())
    }

    fn allowance(self, magnitude: f64) -> f64 {
        self.relative * magnitude + self.absolute
    }

    /// Whether an error is no larger than it may be where a number of this magnitude is expected.
    #[must_use]
    #[inline]
    pub fn admits(self, error: f64, magnitude: f64) -> bool {
        // An expected infinity or NaN has no neighbourhood.
        error == 0.0 || (magnitude.is_finite() && error <= self.allowance(magnitude))
    }
}

/// How bad a mismatch is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rank {
    /// Multiples of the tolerance.
    excess: f64,
    error: f64,
}

impl Rank {
    /// Of an error where a number of this magnitude is expected.
    #[must_use]
    pub fn of(error: f64, magnitude: f64, tolerance: Tolerance) -> Self {
        let excess = if error.is_infinite() { error } else { error / tolerance.allowance(magnitude) };
        Self { excess, error }
    }

    /// A missing or unexpected NaN or infinity comes first, then what misses the tolerance by the largest factor.
    #[must_use]
    pub fn worst_first(&self, other: &Self) -> Ordering {
        let unbounded = |rank: &Self| rank.error.is_infinite();
        let by_kind = unbounded(other).cmp(&unbounded(self));
        by_kind.then(other.excess.total_cmp(&self.excess)).then(other.error.total_cmp(&self.error))
    }
}
