//! The worst cells of those seen so far.

use super::Cell;
use super::both::{Both, Pairing};
use crate::tensor::{Rank, Tolerance};
use std::cmp::Ordering;

/// Keeps the worst cells, worst first; equally bad ones by their index.
pub(super) struct Worst {
    tolerance: Tolerance,
    keep: usize,
    kept: Vec<(Rank, Cell)>,
    /// What is no worse than this need not be kept.
    least: Option<Rank>,
}

impl Worst {
    pub(super) const fn of(tolerance: Tolerance, keep: usize) -> Self {
        Self { tolerance, keep, kept: Vec::new(), least: None }
    }

    pub(super) fn take(&mut self, both: &Both<'_>) {
        if self.keep == 0 {
            return;
        }
        both.each(|index, cell| {
            if !cell.agrees {
                self.add(index, cell);
            }
        });
    }

    fn add(&mut self, index: &[usize], &Pairing { expected, actual, error, magnitude, .. }: &Pairing) {
        let rank = Rank::of(error, magnitude, self.tolerance);
        if self.least.is_some_and(|least| least.worst_first(&rank).is_lt()) {
            return;
        }
        self.kept.push((rank, Cell { index: index.to_vec(), expected, actual }));
        // Twice as many are let in, so that sorting them out is rare.
        if self.kept.len() >= 2 * self.keep.max(16) {
            self.prune();
        }
    }

    fn prune(&mut self) {
        if self.kept.len() > self.keep {
            self.kept.select_nth_unstable_by(self.keep, worst_first);
            self.kept.truncate(self.keep);
            self.least = self.kept.iter().max_by(|one, other| worst_first(one, other)).map(|(rank, _)| *rank);
        }
    }

    pub(super) fn cells(mut self) -> Vec<Cell> {
        self.prune();
        self.kept.sort_unstable_by(worst_first);
        self.kept.into_iter().map(|(_, cell)| cell).collect()
    }
}

fn worst_first((rank, cell): &(Rank, Cell), (other, another): &(Rank, Cell)) -> Ordering {
    rank.worst_first(other).then_with(|| cell.index.cmp(&another.index))
}
