//! Every cell of an actual tensor against the expected one.

use super::{Scalar, Tensor};
use serde::{Deserialize, Serialize};

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
        /// Largest `|actual − expected|` over all cells; `None` for booleans.
        max_abs_error: Option<f64>,
        /// Largest `|actual − expected| / |expected|` over the cells whose expected value is not 0.
        max_rel_error: Option<f64>,
    },
}

/// Compares cell by cell, never broadcasting. NaN matches only NaN, an infinity only itself.
#[must_use]
pub fn compare(_expected: &Tensor, _actual: &Tensor, _tolerance: Tolerance) -> Comparison {
    Comparison::Incomparable
}
