//! Two tensors cell by cell, read piece by piece.

pub(super) mod both;
mod worst;

use super::relation::{self, Study};
use super::{Blocks, Region, Relation, Watch};
use crate::formats::{FormatError, Progress, Source, Window};
use crate::tensor::{Number, Tolerance, relative};
use both::{Both, Read};
use std::ops::ControlFlow;
use worst::Worst;

/// What comparing two tensors found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// Cells compared; a complex number is one.
    pub total: u64,
    /// Cells beyond the tolerance; NaN agrees with NaN alone.
    pub mismatched: u64,
    /// As in [`crate::tensor::Comparison::Cells`]; of complex numbers, the magnitude of the difference.
    pub max_abs_error: Option<f64>,
    /// As in [`crate::tensor::Comparison::Cells`].
    pub max_rel_error: Option<f64>,
    /// The same as `max_abs_error` over the cells whose error is finite.
    pub max_finite_error: Option<f64>,
    /// Cells where only one of the two is finite or a number: their error is infinite.
    pub unbounded: u64,
    /// The worst cells, worst first.
    pub worst: Vec<Cell>,
    /// How the actual numbers come from the expected ones, where that can be told of each of them.
    pub relation: Option<Relation>,
    /// Where the cells that differ lie, unless that is everywhere.
    pub region: Option<Region>,
}

/// A cell that is not as expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Position, outermost axis first; empty for a scalar.
    pub index: Vec<usize>,
    /// What is right there.
    pub expected: Number,
    /// What is there.
    pub actual: Number,
}

impl Cell {
    /// `|actual − expected|`, infinite where only one of them is finite or a number.
    #[must_use]
    pub fn error(&self) -> f64 {
        self.expected.distance(self.actual)
    }

    /// The same as a share of `|expected|`; `None` where that is 0.
    #[must_use]
    pub fn relative_error(&self) -> Option<f64> {
        let magnitude = self.expected.magnitude();
        (magnitude != 0.0).then(|| relative(self.error(), magnitude))
    }
}

/// Compares two tensors of one shape, and keeps the `keep` worst cells; `None` where the watch broke off. Elements of
/// different types are compared by their values.
///
/// Both are read once; where they differ and the numbers may have moved to other places, once more to prove that.
///
/// # Errors
/// When the shapes differ or a piece cannot be read.
pub fn difference(
    sources: [&Source; 2],
    tolerance: Tolerance,
    keep: usize,
    watch: &mut Watch<'_>,
) -> Result<Option<Difference>, FormatError> {
    let [expected, actual] = sources;
    if expected.shape() != actual.shape() {
        return Err(FormatError::Outside);
    }
    let mut orders = vec![expected.densest_first(), actual.densest_first()];
    orders.dedup();
    let whole = Window::whole(expected.shape());
    let total = whole.count().unwrap_or(usize::MAX) as u64;
    let mut pass = Pass {
        sources,
        tolerance,
        found: Difference::default(),
        worst: Worst::of(tolerance, keep),
        study: None,
    };
    for block in Blocks::new(whole, &orders) {
        pass.take(&Read::block(sources, block)?)?;
        if watch(Progress { done: pass.found.total, total }).is_break() {
            return Ok(None);
        }
    }
    for source in sources {
        if source.verify(&mut || watch(Progress { done: total, total }))?.is_break() {
            return Ok(None);
        }
    }
    pass.conclude(&orders, watch)
}

/// One reading of both tensors.
struct Pass<'a> {
    sources: [&'a Source; 2],
    tolerance: Tolerance,
    found: Difference,
    worst: Worst,
    /// Begun with the first piece that has a cell that differs: equal tensors are not studied.
    study: Option<Study>,
}

impl Pass<'_> {
    fn take(&mut self, read: &Read) -> Result<(), FormatError> {
        if read.is_identical() && self.study.as_ref().is_none_or(Study::passes_over_what_agrees) {
            self.found.total += read.len() as u64;
            self.take_identical(read);
            return Ok(());
        }
        read.compared(self.tolerance, &mut |both| {
            if both.mismatched > 0 && self.study.is_none() {
                let seen = self.found.total;
                self.study = Some(Study::begin(self.sources, self.tolerance, seen, both)?);
            }
            self.add(both);
            if let Some(study) = &mut self.study {
                study.see(both);
            }
            Ok(())
        })
    }

    fn take_identical(&mut self, read: &Read) {
        if !measures(self.sources) || read.len() == 0 {
            return;
        }
        raise(&mut self.found.max_abs_error, 0.0);
        raise(&mut self.found.max_finite_error, 0.0);
        if self.found.max_rel_error.is_none() && read.has_magnitude() {
            raise(&mut self.found.max_rel_error, 0.0);
        }
    }

    fn add(&mut self, both: &Both<'_>) {
        let found = &mut self.found;
        found.total += both.cells.len() as u64;
        found.mismatched += both.mismatched as u64;
        if measures(self.sources) {
            for cell in both.cells {
                raise(&mut found.max_abs_error, cell.error);
                if cell.error.is_finite() {
                    raise(&mut found.max_finite_error, cell.error);
                } else {
                    found.unbounded += 1;
                }
                if cell.magnitude != 0.0 {
                    raise(&mut found.max_rel_error, relative(cell.error, cell.magnitude));
                }
            }
        }
        if both.mismatched > 0 {
            self.worst.take(both);
        }
    }

    fn conclude(
        self,
        orders: &[Vec<usize>],
        watch: &mut Watch<'_>,
    ) -> Result<Option<Difference>, FormatError> {
        let Self { sources, tolerance, mut found, worst, study } = self;
        found.worst = worst.cells();
        let Some(study) = study else { return Ok(Some(found)) };
        match relation::conclude(study, sources, tolerance, (orders, &found), watch)? {
            ControlFlow::Break(()) => Ok(None),
            ControlFlow::Continue((relation, region)) => {
                (found.relation, found.region) = (relation, region);
                Ok(Some(found))
            }
        }
    }
}

/// Whether an error has a size: that of booleans has none.
fn measures([expected, _]: [&Source; 2]) -> bool {
    expected.element() != crate::formats::Element::Bool
}

fn raise(largest: &mut Option<f64>, value: f64) {
    *largest = Some(largest.map_or(value, |largest| largest.max(value)));
}
