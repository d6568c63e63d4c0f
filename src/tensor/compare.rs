//! Every cell of an actual tensor against the expected one.

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
    pub expected: Scalar,
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

/// The same, of which only the worst cells are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Worst {
    /// Number of cells.
    pub total: usize,
    /// Number of cells beyond the tolerance.
    pub mismatched: usize,
    /// The worst of these, worst first.
    pub mismatches: Vec<Mismatch>,
    /// As in [`Comparison::Cells`].
    pub max_abs_error: Option<f64>,
    /// As in [`Comparison::Cells`].
    pub max_rel_error: Option<f64>,
}

/// Compares cell by cell, never broadcasting. NaN matches only NaN, an infinity only itself, −0 matches 0.
///
/// Mismatches rank by how many times the tolerance they miss, a missing or unexpected NaN or infinity first; equal
/// ones by the size of the error and then by index.
#[must_use]
pub fn compare(expected: &Tensor, actual: &Tensor, tolerance: Tolerance) -> Comparison {
    match compare_worst(expected, actual, tolerance, usize::MAX) {
        None => Comparison::Incomparable,
        Some(Worst { total, mismatches, max_abs_error, max_rel_error, .. }) => {
            Comparison::Cells { total, mismatches, max_abs_error, max_rel_error }
        }
    }
}

/// As [`compare`], with at most `keep` mismatches; `None` where shape or element type differ.
#[must_use]
pub fn compare_worst(expected: &Tensor, actual: &Tensor, tolerance: Tolerance, keep: usize) -> Option<Worst> {
    if expected.dtype() != actual.dtype() {
        return None;
    }
    compare_values(expected, actual, tolerance, keep)
}

/// As [`compare_worst`], but elements of different types are compared by their values.
#[must_use]
pub fn compare_values(
    expected: &Tensor,
    actual: &Tensor,
    tolerance: Tolerance,
    keep: usize,
) -> Option<Worst> {
    if expected.shape() != actual.shape() {
        return None;
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
        _ => found.add_scalars(expected.scalars().zip(actual.scalars())),
    }
    let mismatched = found.wrong.len();
    if keep < mismatched {
        found.wrong.select_nth_unstable_by(keep, Wrong::worst_first);
        found.wrong.truncate(keep);
    }
    found.wrong.sort_unstable_by(Wrong::worst_first);
    let mismatch = |Wrong { position, expected: left, actual, .. }| Mismatch {
        index: index_of(position, expected.shape()),
        expected: left,
        actual,
    };
    Some(Worst {
        total: found.total,
        mismatched,
        mismatches: found.wrong.into_iter().map(mismatch).collect(),
        max_abs_error: found.max_abs_error,
        max_rel_error: found.max_rel_error,
    })
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
        self.add_scalars(expected.zip(actual).map(|(&expected, &actual)| (scalar(expected), scalar(actual))));
    }

    fn add_scalars(&mut self, pairs: impl Iterator<Item = (Scalar, Scalar)>) {
        for (position, (expected, actual)) in pairs.enumerate() {
            let error = error(expected, actual);
            if !matches!(expected, Scalar::Bool(_)) {
                raise(&mut self.max_abs_error, error);
                let magnitude = expected.to_f64().abs();
                if magnitude != 0.0 {
                    raise(&mut self.max_rel_error, relative(error, magnitude));
                }
            }
            if !self.tolerance.admits(error, expected) {
                let rank = Rank::of(error, expected, self.tolerance);
                self.wrong.push(Wrong { rank, position, expected, actual });
            }
            self.total += 1;
        }
    }
}

/// The index of a place in C order.
fn index_of(mut position: usize, shape: &[usize]) -> Vec<usize> {
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
        pairs.next().is_none_or(|(expected, actual)| !tolerance.admits(error(expected, actual), expected))
    })
}

/// Sorts mismatches of several comparisons worst first, as [`compare`] does.
pub fn rank(mismatches: &mut [Mismatch], tolerance: Tolerance) {
    let rank = |cell: &Mismatch| Rank::of(error(cell.expected, cell.actual), cell.expected, tolerance);
    mismatches.sort_by(|left, right| {
        rank(left).worst_first(&rank(right)).then_with(|| left.index.cmp(&right.index))
    });
}

fn is_comparable(expected: &Tensor, actual: &Tensor) -> bool {
    expected.dtype() == actual.dtype() && expected.shape() == actual.shape()
}

/// `|actual − expected|`: 0 for equal cells and for two NaN, infinite where only one is finite or a number.
fn error(expected: Scalar, actual: Scalar) -> f64 {
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
    if expected.total_cmp(&actual).is_eq() || (expected.is_nan() && actual.is_nan()) {
        0.0
    } else if difference.is_nan() {
        f64::INFINITY
    } else {
        difference
    }
}

/// The relative error, where an infinity that matches an infinity has none.
fn relative(error: f64, magnitude: f64) -> f64 {
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
    /// Whether nothing but the expected value itself is near enough.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.relative == 0.0 && self.absolute == 0.0
    }

    /// Whether one cell is as near to its expected value as it has to be, of whatever types the two are.
    #[must_use]
    pub fn accepts(self, expected: Scalar, actual: Scalar) -> bool {
        self.admits(error(expected, actual), expected)
    }

    fn allowance(self, expected: Scalar) -> f64 {
        self.relative * expected.to_f64().abs() + self.absolute
    }

    fn admits(self, error: f64, expected: Scalar) -> bool {
        // An expected infinity or NaN has no neighbourhood.
        error == 0.0 || (expected.to_f64().is_finite() && error <= self.allowance(expected))
    }
}

/// How bad a mismatch is.
struct Rank {
    /// Multiples of the tolerance.
    excess: f64,
    error: f64,
}

impl Rank {
    fn of(error: f64, expected: Scalar, tolerance: Tolerance) -> Self {
        let excess = if error.is_infinite() { error } else { error / tolerance.allowance(expected) };
        Self { excess, error }
    }

    fn worst_first(&self, other: &Self) -> Ordering {
        let unbounded = |rank: &Self| rank.error.is_infinite();
        let by_kind = unbounded(other).cmp(&unbounded(self));
        by_kind.then(other.excess.total_cmp(&self.excess)).then(other.error.total_cmp(&self.error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CLOSE: Tolerance = Tolerance { relative: 1e-9, absolute: 1e-12 };
    const EXACT: Tolerance = Tolerance { relative: 0.0, absolute: 0.0 };

    fn row(values: &[f64]) -> Tensor {
        Tensor::F64(ndarray::Array1::from_vec(values.to_vec()).into_dyn())
    }

    fn wrong(expected: &[f64], actual: &[f64], tolerance: Tolerance) -> Vec<usize> {
        match compare(&row(expected), &row(actual), tolerance) {
            Comparison::Incomparable => panic!("the shapes differ"),
            Comparison::Cells { mismatches, .. } => {
                mismatches.into_iter().map(|cell| cell.index[0]).collect()
            }
        }
    }

    #[test]
    fn shape_and_type_come_first() {
        let column = Tensor::F64(ArrayD::zeros(IxDyn(&[2, 1])));
        let integers = Tensor::I64(ArrayD::zeros(IxDyn(&[2])));
        for actual in [&row(&[0.0]), &column, &integers] {
            assert_eq!(compare(&row(&[0.0, 0.0]), actual, CLOSE), Comparison::Incomparable);
            assert_eq!(wrong_cells(&row(&[0.0, 0.0]), actual, CLOSE), ArrayD::from_elem(IxDyn(&[2]), true));
        }
    }

    #[test]
    fn the_tolerance_is_relative_and_absolute() {
        assert_eq!(wrong(&[1e6, 1e6], &[1e6 + 9e-4, 1e6 + 2e-3], CLOSE), [1]);
        assert_eq!(wrong(&[0.0, 0.0], &[9e-13, 2e-12], CLOSE), [1]);
        assert_eq!(wrong(&[0.0, -0.0, 1.0], &[-0.0, 0.0, 1.0 + f64::EPSILON], EXACT), [2]);
    }

    #[test]
    fn what_is_not_finite_matches_only_itself_and_ranks_first() {
        let special = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
        assert_eq!(wrong(&special, &special, EXACT), [0; 0]);
        assert_eq!(wrong(&[f64::INFINITY, f64::NAN], &[f64::NEG_INFINITY, 1e300], CLOSE), [0, 1]);
        assert_eq!(wrong(&[1.0, 1.0, 1.0], &[1e300, f64::NAN, f64::INFINITY], CLOSE), [1, 2, 0]);
        let comparison = compare(&row(&[1.0]), &row(&[f64::NAN]), CLOSE);
        let Comparison::Cells { max_abs_error, max_rel_error, .. } = comparison else { panic!("comparable") };
        assert_eq!((max_abs_error, max_rel_error), (Some(f64::INFINITY), Some(f64::INFINITY)));
    }

    #[test]
    fn mismatches_rank_by_multiples_of_the_tolerance() {
        // Errors of 0.5 at 1000 and of 0.1 at 0.001: the second is further beyond what is allowed there.
        assert_eq!(wrong(&[1000.0, 0.001, 1.0], &[1000.5, 0.101, 1.0], CLOSE), [1, 0]);
        assert_eq!(wrong(&[1.0, 1.0, 1.0], &[2.0, 4.0, 2.0], EXACT), [1, 0, 2]);
    }

    #[test]
    fn errors_are_measured_over_all_cells() {
        let comparison = compare(&row(&[0.0, 2.0, 4.0]), &row(&[0.25, 1.0, 4.0]), CLOSE);
        let Comparison::Cells { total, max_abs_error, max_rel_error, .. } = comparison else {
            panic!("comparable")
        };
        assert_eq!((total, max_abs_error, max_rel_error), (3, Some(1.0), Some(0.5)));
    }

    #[test]
    fn integers_beyond_doubles_and_booleans_are_told_apart() {
        let integers = |value: i64| Tensor::from_scalar(Scalar::I64(value));
        let far = compare(&integers(i64::MAX), &integers(i64::MAX - 1), EXACT);
        assert!(matches!(far, Comparison::Cells { mismatches, .. } if mismatches[0].index.is_empty()));
        let flag = |value: bool| Tensor::from_scalar(Scalar::Bool(value));
        let flags = compare(&flag(true), &flag(false), EXACT);
        assert!(
            matches!(flags, Comparison::Cells { mismatches, max_abs_error: None, .. } if mismatches.len() == 1)
        );
    }

    #[test]
    fn values_of_different_types_are_told_apart() {
        let signed = Tensor::I64(ArrayD::from_elem(IxDyn(&[1]), 9_007_199_254_740_993));
        let unsigned = |value| Tensor::U64(ArrayD::from_elem(IxDyn(&[1]), value));
        let wrong = |actual: &Tensor| compare_values(&signed, actual, EXACT, 1).unwrap().mismatched;
        assert_eq!(wrong(&unsigned(9_007_199_254_740_993)), 0);
        assert_eq!(wrong(&unsigned(9_007_199_254_740_992)), 1);
        assert_eq!(wrong(&row(&[9_007_199_254_740_992.0])), 1, "the double next to it");
        assert_eq!(wrong(&row(&[f64::NAN])), 1);
        assert!(EXACT.accepts(Scalar::Bool(true), Scalar::F32(1.0)));
        assert!(!EXACT.accepts(Scalar::U64(u64::MAX), Scalar::I64(-1)));
        assert!(!EXACT.accepts(Scalar::U64(u64::MAX), Scalar::F64(18_446_744_073_709_551_616.0)));
    }

    /// Pairs of cells: equal, close, far, or anything at all.
    fn cells() -> impl Strategy<Value = Vec<(f64, f64)>> {
        let pair = (any::<f64>(), prop_oneof![Just(0.0), -1e-8..1e-8, any::<f64>()]);
        proptest::collection::vec(pair.prop_map(|(value, shift)| (value, value + value * shift)), 0..40)
    }

    proptest! {
        #[test]
        fn a_tensor_matches_itself(values: Vec<f64>) {
            prop_assert!(wrong(&values, &values, EXACT).is_empty());
        }

        #[test]
        fn the_mask_holds_exactly_the_mismatches(cells in cells()) {
            let (expected, actual): (Vec<f64>, Vec<f64>) = cells.into_iter().unzip();
            let mask = wrong_cells(&row(&expected), &row(&actual), CLOSE);
            let mut from_mask: Vec<usize> = (0..mask.len()).filter(|&at| mask[[at].as_slice()]).collect();
            let mut listed = wrong(&expected, &actual, CLOSE);
            listed.sort_unstable();
            from_mask.sort_unstable();
            prop_assert_eq!(listed, from_mask);
        }

        #[test]
        fn a_finite_cell_is_wrong_exactly_beyond_the_tolerance(expected in -1e9_f64..1e9, actual in -1e9_f64..1e9) {
            let beyond = (actual - expected).abs() > 1e-9 * expected.abs() + 1e-12;
            prop_assert_eq!(wrong(&[expected], &[actual], CLOSE).len(), usize::from(beyond));
        }
    }
}
