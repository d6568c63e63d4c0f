//! Which elements of a tensor to read: on every axis, which indices and in which order.

use super::FormatError;

/// A selection of indices on every axis of a tensor; the elements at all their combinations are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Outermost first, one for each axis of the tensor.
    pub axes: Vec<Axis>,
}

/// The indices that are read along one axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// One after the other.
    pub runs: Vec<Run>,
    /// Whether the axis remains in what is read.
    pub presence: Presence,
}

/// Whether an axis that was read is one of the result's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// With as many indices as were read.
    Kept,
    /// One index was taken, as by `x[3]`.
    Dropped,
}

/// Equally distant indices: `count` of them from `start` on, `step` apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first index, whichever way the run goes.
    pub start: usize,
    /// Never 0; negative where the run goes backwards.
    pub step: isize,
    /// 0 for a run that reads nothing, wherever it starts.
    pub count: usize,
}

impl Window {
    /// Every element of a tensor of this shape.
    #[must_use]
    pub fn whole(shape: &[usize]) -> Self {
        Self {
            axes: shape.iter().map(|&length| Axis::of(Run { start: 0, step: 1, count: length })).collect(),
        }
    }

    /// The shape of what is read: the lengths of the axes that are kept.
    #[must_use]
    pub fn shape(&self) -> Vec<usize> {
        let kept = self.axes.iter().filter(|axis| axis.presence == Presence::Kept);
        kept.map(Axis::len).collect()
    }

    /// The number of elements; `None` where no address reaches as many.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        if self.axes.iter().any(Axis::is_empty) {
            return Some(0);
        }
        self.axes.iter().try_fold(1_usize, |count, axis| count.checked_mul(axis.len()))
    }

    /// The part of this window at these places of its result, counted on every axis that is kept.
    #[must_use]
    pub fn part(&self, ranges: &[std::ops::Range<usize>]) -> Self {
        let mut ranges = ranges.iter();
        let narrowed = |axis: &Axis| match axis.presence {
            Presence::Kept => ranges.next().map_or_else(|| axis.clone(), |range| axis.part(range)),
            Presence::Dropped => axis.clone(),
        };
        Self { axes: self.axes.iter().map(narrowed).collect() }
    }

    /// The first and last `edge` indices of every kept axis that has more than twice as many; which axes those are.
    #[must_use]
    pub fn edges(&self, edge: usize) -> (Self, Vec<bool>) {
        let is_long = |axis: &Axis| axis.presence == Presence::Kept && axis.len() > 2 * edge;
        let cut = |axis: &Axis| {
            if is_long(axis) {
                axis.part(&(0..edge)).followed_by(axis.part(&(axis.len() - edge..axis.len())))
            } else {
                axis.clone()
            }
        };
        let kept = self.axes.iter().filter(|axis| axis.presence == Presence::Kept);
        (Self { axes: self.axes.iter().map(cut).collect() }, kept.map(is_long).collect())
    }

    /// The index in the tensor of the element at this place of the result.
    #[must_use]
    pub fn index_of(&self, place: &[usize]) -> Vec<usize> {
        let mut place = place.iter();
        let along = |axis: &Axis| match axis.presence {
            Presence::Kept => axis.nth(place.next().copied().unwrap_or(0)),
            Presence::Dropped => axis.nth(0),
        };
        self.axes.iter().map(along).map(Option::unwrap_or_default).collect()
    }

    /// Whether every index lies inside a tensor of this shape.
    pub(super) fn check(&self, shape: &[usize]) -> Result<(), FormatError> {
        let fits = |(axis, &length): (&Axis, &usize)| {
            axis.runs.iter().all(|run| run.count == 0 || (run.start < length && run.last() < Some(length)))
                && axis.runs.iter().all(|run| run.count == 0 || run.last().is_some())
        };
        let all = self.axes.len() == shape.len() && self.axes.iter().zip(shape).all(fits);
        if all { Ok(()) } else { Err(FormatError::Outside) }
    }
}

impl Axis {
    /// An axis that is kept.
    #[must_use]
    pub fn of(run: Run) -> Self {
        Self { runs: vec![run], presence: Presence::Kept }
    }

    /// The one index of an axis that is dropped.
    #[must_use]
    pub fn at(index: usize) -> Self {
        Self { runs: vec![Run { start: index, step: 1, count: 1 }], presence: Presence::Dropped }
    }

    /// How many indices are read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.iter().map(|run| run.count).sum()
    }

    /// Whether none is read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every index in the order in which they are read.
    pub(super) fn indices(&self) -> impl Iterator<Item = usize> + '_ {
        self.runs.iter().flat_map(|run| (0..run.count).filter_map(|place| run.nth(place)))
    }

    fn nth(&self, mut place: usize) -> Option<usize> {
        for run in &self.runs {
            if place < run.count {
                return run.nth(place);
            }
            place -= run.count;
        }
        None
    }

    fn part(&self, range: &std::ops::Range<usize>) -> Self {
        let (mut skipped, mut wanted) = (range.start, range.len());
        let mut runs = Vec::new();
        for run in &self.runs {
            let from = skipped.min(run.count);
            let count = wanted.min(run.count - from);
            if count > 0
                && let Some(start) = run.nth(from)
            {
                runs.push(Run { start, count, ..*run });
            }
            skipped -= from;
            wanted -= count;
        }
        Self { runs, presence: self.presence }
    }

    fn followed_by(mut self, other: Self) -> Self {
        self.runs.extend(other.runs);
        self
    }
}

impl Run {
    fn nth(&self, place: usize) -> Option<usize> {
        let distance = isize::try_from(place).ok()?.checked_mul(self.step)?;
        self.start.checked_add_signed(distance)
    }

    fn last(&self) -> Option<usize> {
        self.nth(self.count.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indices(axis: &Axis) -> Vec<usize> {
        axis.indices().collect()
    }

    #[test]
    fn parts_and_edges_keep_the_order() {
        let backwards = Axis::of(Run { start: 9, step: -2, count: 5 });
        assert_eq!(indices(&backwards), [9, 7, 5, 3, 1]);
        assert_eq!(indices(&backwards.part(&(1..3))), [7, 5]);
        let window = Window { axes: vec![Axis::at(4), backwards] };
        let (edges, cut) = window.edges(2);
        assert_eq!((indices(&edges.axes[1]), cut), (vec![9, 7, 3, 1], vec![true]));
        assert_eq!((edges.shape(), edges.index_of(&[2])), (vec![4], vec![4, 3]));
        assert_eq!(indices(&edges.axes[1].part(&(1..3))), [7, 3]);
    }

    #[test]
    fn what_lies_outside_is_refused() {
        let window = |start, step, count| Window { axes: vec![Axis::of(Run { start, step, count })] };
        assert!(window(4, -1, 5).check(&[5]).is_ok());
        assert!(window(4, -1, 6).check(&[5]).is_err());
        assert!(window(0, 2, 4).check(&[6]).is_err());
        assert!(window(9, 1, 0).check(&[6]).is_ok());
        assert!(window(0, isize::MAX, 5).check(&[6]).is_err());
        assert!(Window::whole(&[2]).check(&[2, 2]).is_err());
        assert_eq!(Window::whole(&[usize::MAX, 2]).count(), None);
        assert_eq!(Window::whole(&[usize::MAX, 2, 0]).count(), Some(0));
    }
}
