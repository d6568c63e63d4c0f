//! What leads from one tensor to the other, in words.
//!
//! A guess is made from some cells and then proven on all of them. What may hold by chance is not told.

mod along;
mod clip;
mod complex;
mod constants;
mod conversion;
mod evidence;
mod factor;
mod functions;
mod integers;
mod law;
mod precision;
mod sample;
mod slack;
mod steps;
mod study;

pub(super) use slack::Slack;
pub(super) use study::Study;

use super::difference::Difference;
use super::difference::both::Read;
use super::{Blocks, Region, Watch, movement};
use crate::formats::{FormatError, Progress, Source, Window};
use crate::tensor::Tolerance;
use std::ops::ControlFlow;

/// What leads from the expected numbers to the actual ones, proven on every cell that it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// What kind of relation it is: `multiple`, `rounded`, `moved`, …
    pub kind: &'static str,
    /// What it speaks of.
    pub scope: Scope,
    /// What that is: `2 × expected`.
    pub words: String,
    /// The actual numbers as NumPy would compute them from an array `expected`, where that is one expression.
    pub numpy: Option<String>,
}

/// What a relation speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The actual tensor as a whole.
    Tensor,
    /// Each of its cells.
    EveryCell,
    /// The cells that differ; that the others are as expected needs no words.
    DifferingCells,
    /// Each cell of the expected tensor, which is told from the actual one.
    EveryExpectedCell,
    /// The expected tensor as a whole, which is a part of the actual one.
    ExpectedTensor,
}

impl Scope {
    /// As JSON has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tensor => "tensor",
            Self::EveryCell => "every_cell",
            Self::DifferingCells => "differing_cells",
            Self::EveryExpectedCell => "every_expected_cell",
            Self::ExpectedTensor => "expected_tensor",
        }
    }
}

impl Relation {
    /// One sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let subject = match self.scope {
            Scope::Tensor => "Actual",
            Scope::EveryCell => "Every cell",
            Scope::DifferingCells => "Every differing cell",
            Scope::EveryExpectedCell => "Every cell of expected",
            Scope::ExpectedTensor => "Expected",
        };
        format!("{subject} is {}.", self.words)
    }

    /// A few words: `2 × expected`, `transposed`.
    #[must_use]
    pub fn brief(&self) -> String {
        let words = ["expected, ", "expected with "].iter().find_map(|start| self.words.strip_prefix(start));
        match self.scope {
            Scope::EveryExpectedCell | Scope::ExpectedTensor => format!("expected is {}", self.words),
            _ => words.unwrap_or(&self.words).to_owned(),
        }
    }
}

/// How two tensors of different shapes are related; `None` where that cannot be told, or the watch broke off.
///
/// # Errors
/// When a piece cannot be read.
pub fn reshaping(
    sources: [&Source; 2],
    tolerance: Tolerance,
    watch: &mut Watch<'_>,
) -> Result<Option<Relation>, FormatError> {
    let found = movement::find(sources, tolerance, (&[], 0), watch)?;
    Ok(found.continue_value().flatten())
}

/// How the numbers are related, and where those that differ lie.
type Told = (Option<Relation>, Option<Region>);

/// What a study comes to, after all pieces from the first that differs on were seen.
pub(super) fn conclude(
    mut study: Study,
    sources: [&Source; 2],
    tolerance: Tolerance,
    (orders, found): (&[Vec<usize>], &Difference),
    watch: &mut Watch<'_>,
) -> Result<ControlFlow<(), Told>, FormatError> {
    let shape = sources[0].shape();
    if study.first() > 0 && Study::may_speak(found.mismatched) && !study.passes_over_what_agrees() {
        // What came before the first difference was not looked at.
        let (first, mut seen) = (study.first(), 0);
        for block in Blocks::new(Window::whole(shape), orders) {
            let read = Read::block(sources, block)?;
            read.compared(tolerance, &mut |both| {
                if seen < first {
                    study.see(both);
                }
                seen += both.cells.len() as u64;
                Ok(())
            })?;
            if watch(Progress { done: seen.min(first), total: first }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if seen >= first {
                break;
            }
        }
    }
    let law = study.relation(found.mismatched);
    if law.as_ref().is_some_and(|law| law.scope != Scope::DifferingCells) {
        return Ok(ControlFlow::Continue((law, None)));
    }
    let cells: Vec<&[usize]> = found.worst.iter().map(|cell| cell.index.as_slice()).collect();
    match movement::find(sources, tolerance, (&cells, found.mismatched), watch)? {
        ControlFlow::Break(()) => Ok(ControlFlow::Break(())),
        ControlFlow::Continue(Some(moved)) => Ok(ControlFlow::Continue((Some(moved), None))),
        ControlFlow::Continue(None) => {
            let region = study.region(found.mismatched);
            Ok(ControlFlow::Continue((law.or_else(|| study.remark(found.mismatched)), region)))
        }
    }
}
