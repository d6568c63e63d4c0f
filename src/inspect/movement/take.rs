//! Which index of one tensor stands at which index of another, along one axis.

use crate::formats::Run;
use std::ops::Range;

/// From where the indices of an axis are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Take {
    /// At index `i` stands `start + step · i`, where that is inside.
    Line { start: isize, step: isize },
    /// The same as a circle: at index `i` stands `i − by`, around the end.
    Roll { by: usize },
    /// Each index so many times.
    Repeat { each: usize },
    /// One by one.
    List(Vec<usize>),
}

impl Take {
    /// Every index from itself.
    pub(super) const SAME: Self = Self::Line { start: 0, step: 1 };

    /// An axis of this length from its end to its start.
    pub(super) fn reversed(length: usize) -> Self {
        Self::Line { start: length.cast_signed() - 1, step: -1 }
    }

    /// Where index `at` is taken from an axis of this length.
    pub(super) fn place(&self, at: usize, length: usize) -> Option<usize> {
        let place = match self {
            Self::Line { start, step } => {
                let distance = at.cast_signed().checked_mul(*step)?;
                usize::try_from(start.checked_add(distance)?).ok()?
            }
            Self::Roll { by } if length > 0 => (at + length - by % length) % length,
            Self::Roll { .. } => return None,
            Self::Repeat { each } => at.checked_div(*each)?,
            Self::List(places) => *places.get(at)?,
        };
        (place < length).then_some(place)
    }

    /// The indices, of `count`, that are taken from an axis of this length: they lie side by side.
    pub(super) fn covered(&self, count: usize, length: usize) -> Range<usize> {
        let is_taken = |&at: &usize| self.place(at, length).is_some();
        match self {
            Self::Line { start, step: 1 } => {
                let from = start.min(&0).unsigned_abs();
                let to = length.cast_signed().saturating_sub(*start).max(0).unsigned_abs();
                from.min(count)..to.min(count).max(from.min(count))
            }
            _ if count == 0 => 0..0,
            _ => {
                let first = if is_taken(&0) { 0 } else { count };
                let last = if is_taken(&(count - 1)) { count } else { 0 };
                first..last.max(first)
            }
        }
    }

    /// The places from which a range of indices is taken, all of which are.
    pub(super) fn runs(&self, range: Range<usize>, length: usize) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        if let Self::Line { start, step } = self {
            let place = start + range.start.cast_signed() * step;
            return vec![Run { start: place.max(0).unsigned_abs(), step: *step, count: range.len() }];
        }
        for place in range.filter_map(|at| self.place(at, length)) {
            match runs.last_mut() {
                Some(run) if run.start + run.count == place => run.count += 1,
                _ => runs.push(Run { start: place, step: 1, count: 1 }),
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(take: &Take, count: usize, length: usize) -> Vec<Option<usize>> {
        (0..count).map(|at| take.place(at, length)).collect()
    }

    #[test]
    fn indices_come_from_where_they_should() {
        assert_eq!(places(&Take::SAME, 2, 2), [Some(0), Some(1)]);
        assert_eq!(places(&Take::reversed(3), 3, 3), [Some(2), Some(1), Some(0)]);
        assert_eq!(places(&Take::Roll { by: 1 }, 3, 3), [Some(2), Some(0), Some(1)]);
        assert_eq!(places(&Take::Line { start: -1, step: 1 }, 3, 3), [None, Some(0), Some(1)]);
        assert_eq!(places(&Take::Repeat { each: 2 }, 4, 2), [Some(0), Some(0), Some(1), Some(1)]);
        assert_eq!(places(&Take::List(vec![2, 0]), 2, 3), [Some(2), Some(0)]);
    }

    #[test]
    fn what_is_covered_is_taken_in_runs() {
        let shift = Take::Line { start: -2, step: 1 };
        assert_eq!(shift.covered(5, 5), 2..5);
        assert_eq!(shift.runs(2..5, 5), [Run { start: 0, step: 1, count: 3 }]);
        assert_eq!(Take::Line { start: 1, step: 1 }.covered(5, 5), 0..4);
        assert_eq!(Take::Line { start: 9, step: 1 }.covered(5, 5), 0..0);
        let roll = Take::Roll { by: 2 }.runs(0..5, 5);
        assert_eq!(roll, [Run { start: 3, step: 1, count: 2 }, Run { start: 0, step: 1, count: 3 }]);
        assert_eq!(Take::reversed(5).runs(1..3, 5), [Run { start: 3, step: -1, count: 2 }]);
    }
}
