//! Cells by what they hold: where expected is negative, where actual is NaN.

use crate::inspect::difference::both::Pairing;

/// What may hold of a cell.
#[derive(Clone, Copy)]
struct Condition {
    /// Completes "the cells …".
    words: &'static str,
    holds: fn(f64, f64) -> bool,
}

/// The largest number that rounds to a finite `float16`, or is just too large for it.
const HALF: f64 = 65520.0;

const CONDITIONS: [Condition; 9] = [
    Condition { words: "where NaN is expected", holds: |expected, _| expected.is_nan() },
    Condition { words: "where an infinite number is expected", holds: |expected, _| expected.is_infinite() },
    Condition { words: "where 0 is expected", holds: |expected, _| expected == 0.0 },
    Condition { words: "where a negative number is expected", holds: |expected, _| expected < 0.0 },
    Condition { words: "where a positive number is expected", holds: |expected, _| expected > 0.0 },
    Condition { words: "where 0 or less is expected", holds: |expected, _| expected <= 0.0 },
    Condition { words: "where 0 or more is expected", holds: |expected, _| expected >= 0.0 },
    Condition { words: "where something else than 0 is expected", holds: |expected, _| expected != 0.0 },
    Condition {
        words: "where expected is beyond the range of float16",
        holds: |expected, _| expected.abs() >= HALF,
    },
];

/// The conditions that hold in all cells that differ, and in none that agrees.
pub(super) struct Conditions {
    left: Vec<Condition>,
}

impl Conditions {
    pub(super) fn all() -> Self {
        Self { left: CONDITIONS.to_vec() }
    }

    pub(super) fn see(&mut self, cells: &[Pairing]) {
        self.left.retain(|condition| cells.iter().all(|cell| condition.separates(cell)));
    }

    pub(super) fn is_done(&self) -> bool {
        self.left.is_empty()
    }

    pub(super) fn words(&self) -> Option<&'static str> {
        self.left.first().map(|condition| condition.words)
    }
}

impl Condition {
    /// Whether it holds in a cell that differs, or does not in one that agrees.
    fn separates(self, cell: &Pairing) -> bool {
        let (expected, actual) = (cell.expected.real.to_f64(), cell.actual.real.to_f64());
        cell.expected.imaginary.is_none() && (self.holds)(expected, actual) != cell.agrees
    }
}
