//! Two tensors cell by cell, read piece by piece.

use super::{Blocks, Watch};
use crate::formats::{FormatError, Part, Progress, Source, Window};
use crate::tensor::{Mismatch, Tolerance, Worst, compare_values};
use std::ops::ControlFlow;

/// What comparing two tensors found.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Cells compared; of complex tensors, both parts of each count.
    pub total: u64,
    /// Cells beyond the tolerance; NaN agrees with NaN alone.
    pub mismatched: u64,
    /// As in [`crate::tensor::Comparison::Cells`].
    pub max_abs_error: Option<f64>,
    /// As in [`crate::tensor::Comparison::Cells`].
    pub max_rel_error: Option<f64>,
    /// The worst cells, worst first.
    pub worst: Vec<Mismatch>,
}

/// Compares two tensors of one shape, and keeps the `keep` worst cells; `None` where the watch broke off. Elements of
/// different types are compared by their values.
///
/// # Errors
/// When the shapes differ or a piece cannot be read.
pub fn difference(
    [expected, actual]: [&Source; 2],
    tolerance: Tolerance,
    keep: usize,
    watch: &mut Watch<'_>,
) -> Result<Option<Difference>, FormatError> {
    if expected.shape() != actual.shape() {
        return Err(FormatError::Outside);
    }
    let complex = expected.element().is_complex() || actual.element().is_complex();
    let parts: &[Part] = if complex { &[Part::Real, Part::Imaginary] } else { &[Part::Real] };
    let whole = Window::whole(expected.shape());
    let total = whole.count().unwrap_or(usize::MAX) as u64 * parts.len() as u64;
    let mut found =
        Difference { total: 0, mismatched: 0, max_abs_error: None, max_rel_error: None, worst: Vec::new() };
    let orders = [expected.densest_first(), actual.densest_first()];
    let orders = if orders[0] == orders[1] { &orders[..1] } else { &orders[..] };
    for block in Blocks::new(whole, orders) {
        for &part in parts {
            let (left, right) = (expected.read(&block.window, part)?, actual.read(&block.window, part)?);
            let origin: Vec<usize> = block.ranges.iter().map(|range| range.start).collect();
            found.add(compare_values(&left, &right, tolerance, keep), &origin, tolerance, keep);
        }
        if watch(Progress { done: found.total, total }) == ControlFlow::Break(()) {
            return Ok(None);
        }
    }
    for source in [expected, actual] {
        if source.verify(&mut || watch(Progress { done: total, total }))?.is_break() {
            return Ok(None);
        }
    }
    Ok(Some(found))
}

impl Difference {
    fn add(&mut self, here: Option<Worst>, origin: &[usize], tolerance: Tolerance, keep: usize) {
        let Some(mut here) = here else { return };
        self.total += here.total as u64;
        self.mismatched += here.mismatched as u64;
        let larger = |one: Option<f64>, other: Option<f64>| match (one, other) {
            (Some(one), Some(other)) => Some(one.max(other)),
            (one, other) => one.or(other),
        };
        self.max_abs_error = larger(self.max_abs_error, here.max_abs_error);
        self.max_rel_error = larger(self.max_rel_error, here.max_rel_error);
        for mismatch in &mut here.mismatches {
            mismatch.index.iter_mut().zip(origin).for_each(|(place, start)| *place += start);
        }
        if !here.mismatches.is_empty() {
            self.worst.append(&mut here.mismatches);
            crate::tensor::rank(&mut self.worst, tolerance);
            self.worst.truncate(keep);
        }
    }
}
