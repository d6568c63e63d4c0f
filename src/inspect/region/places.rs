//! Gathers where cells differ, and chooses how to say it.

use super::axis::{Indices, Part};
use super::condition::Conditions;
use super::plane::Planes;
use super::{Fit, Region};
use crate::inspect::difference::both::Both;

/// Where cells were seen that differ.
pub(in crate::inspect) struct Places {
    /// Cells of the tensor.
    total: u64,
    axes: Vec<Indices>,
    planes: Option<Planes>,
    conditions: Conditions,
}

/// A region that may be told.
struct Candidate {
    kind: &'static str,
    words: String,
    slice: Option<String>,
    cells: u64,
    /// Binary digits of the coincidence that all cells that differ lie in it.
    digits: f64,
}

/// Fewer cells are told one by one.
const FEWEST: u64 = 3;
/// A coincidence of so many binary digits is none.
const BITS: f64 = 10.0;

impl Places {
    pub(in crate::inspect) fn of(shape: &[usize]) -> Self {
        Self {
            total: shape.iter().map(|&length| length as u64).product(),
            axes: shape.iter().map(|&length| Indices::of(length)).collect(),
            planes: Planes::of(shape),
            conditions: Conditions::all(),
        }
    }

    /// Whether cells that agree may change anything.
    pub(in crate::inspect) fn counts_what_agrees(&self) -> bool {
        !self.conditions.is_done()
    }

    pub(in crate::inspect) fn see(&mut self, both: &Both<'_>) {
        self.conditions.see(both.cells);
        let Self { axes, planes, .. } = self;
        let is_open = planes.as_ref().is_some_and(|planes| !planes.is_done())
            || axes.iter().any(|axis| !axis.is_full());
        if both.mismatched == 0 || !is_open {
            return;
        }
        both.each(|index, cell| {
            if !cell.agrees {
                axes.iter_mut().zip(index).for_each(|(axis, &place)| axis.add(place));
                if let Some(planes) = planes {
                    planes.see(index);
                }
            }
        });
    }

    /// The region that says most: one whose cells all differ before one that holds them, a small one before a large.
    pub(in crate::inspect) fn region(&self, mismatched: u64) -> Option<Region> {
        if mismatched < FEWEST || mismatched >= self.total {
            return None;
        }
        let planes = self.planes.iter().flat_map(Planes::parts);
        let planes = planes.map(|(words, (cells, of))| {
            let cells = u128::from(self.total) * u128::from(cells) / u128::from(of.max(1));
            self.candidate("plane", words, u64::try_from(cells).unwrap_or(u64::MAX), mismatched)
        });
        let values = self.conditions.words();
        let values = values.map(|words| self.candidate("values", words.to_owned(), mismatched, mismatched));
        let all = std::iter::once(self.slice(mismatched)).chain(values).chain(planes);
        let all: Vec<Candidate> = all.filter(|candidate| candidate.digits >= BITS).collect();
        let exact =
            all.iter().find(|candidate| candidate.cells == mismatched).map(|found| (found, Fit::Exact));
        let within = || {
            let telling = |candidate: &&Candidate| candidate.cells <= self.total / 2;
            let smallest = all.iter().filter(telling).min_by_key(|candidate| candidate.cells);
            smallest.map(|found| (found, Fit::Within))
        };
        let (Candidate { kind, words, slice, cells, .. }, fit) = exact.or_else(within)?;
        Some(Region { kind, words: words.clone(), slice: slice.clone(), cells: *cells, fit })
    }

    #[expect(clippy::cast_precision_loss, reason = "a rough measure")]
    fn candidate(&self, kind: &'static str, words: String, cells: u64, mismatched: u64) -> Candidate {
        let share = cells as f64 / self.total.max(1) as f64;
        let digits = -share.log2() * mismatched as f64;
        Candidate { kind, words, slice: None, cells, digits }
    }

    /// The smallest slice that holds them.
    fn slice(&self, mismatched: u64) -> Candidate {
        let parts: Vec<Part> = self.axes.iter().map(|axis| axis.part(mismatched)).collect();
        let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(", ");
        Candidate {
            kind: "slice",
            words: format!("of [{text}]"),
            slice: Some(format!("[{text}]")),
            cells: parts.iter().map(|part| part.count as u64).product(),
            digits: parts.iter().map(|part| part.digits(mismatched)).sum(),
        }
    }
}
