//! Statistics of a window, read piece by piece.

use super::{Blocks, Watch};
use crate::formats::{FormatError, Part, Progress, Source, Window};
use std::ops::ControlFlow;

/// What the elements of a window are like. Of booleans, true counts as 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// All elements.
    pub count: u64,
    /// Of either sign.
    pub zeros: u64,
    /// NaN of either sign and any payload.
    pub not_a_number: u64,
    /// Counted apart from the finite elements, as NaN is.
    pub positive_infinities: u64,
    /// As above, below all numbers.
    pub negative_infinities: u64,
    /// Of the finite elements; `None` where there is none, as all that follows.
    pub finite: Option<Finite>,
}

/// What the finite elements of a window are like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finite {
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// Their arithmetic mean, summed in doubles.
    pub mean: f64,
    /// The standard deviation over all of them (`ddof=0` in NumPy).
    pub deviation: f64,
    /// How many they are.
    pub count: u64,
}

/// Reads the whole window once; `None` where the watch broke off.
///
/// # Errors
/// When a piece cannot be read.
pub fn statistics(
    source: &Source,
    window: &Window,
    part: Part,
    watch: &mut Watch<'_>,
) -> Result<Option<Statistics>, FormatError> {
    let total = window.count().unwrap_or(usize::MAX) as u64;
    let mut found = Statistics::default();
    for block in Blocks::new(window.clone(), &[source.densest_first()]) {
        let tensor = source.read(&block.window, part)?;
        found.add(tensor.doubles().into_iter());
        if watch(Progress { done: found.count, total }) == ControlFlow::Break(()) {
            return Ok(None);
        }
    }
    let is_whole = window.count() == Window::whole(source.shape()).count();
    if is_whole && source.verify(&mut || watch(Progress { done: total, total }))?.is_break() {
        return Ok(None);
    }
    Ok(Some(found))
}

impl Statistics {
    pub(super) fn add(&mut self, values: impl Iterator<Item = f64>) {
        let mut finite = Vec::new();
        for value in values {
            self.count += 1;
            if value.is_finite() {
                self.zeros += u64::from(value == 0.0);
                finite.push(value);
            } else if value.is_nan() {
                self.not_a_number += 1;
            } else if value > 0.0 {
                self.positive_infinities += 1;
            } else {
                self.negative_infinities += 1;
            }
        }
        if let Some(here) = Finite::of(&finite) {
            self.finite = Some(self.finite.map_or(here, |before| before.and(here)));
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a count of elements; means need no more digits than doubles have"
)]
impl Finite {
    fn of(values: &[f64]) -> Option<Self> {
        let first = *values.first()?;
        // Around the first value, so that sums of large values neither overflow nor lose the digits that vary.
        let count = values.len() as f64;
        let mean = first + values.iter().map(|value| (value - first) / count).sum::<f64>();
        let square = values.iter().map(|value| (value - mean).powi(2) / count).sum::<f64>();
        Some(Self {
            min: values.iter().copied().fold(first, f64::min),
            max: values.iter().copied().fold(first, f64::max),
            mean,
            deviation: square.sqrt(),
            count: values.len() as u64,
        })
    }

    /// Both together. Source of the formula: Chan, Golub and `LeVeque` (1979), the pairwise update.
    fn and(self, other: Self) -> Self {
        let count = self.count + other.count;
        let share = other.count as f64 / count as f64;
        let apart = other.mean - self.mean;
        let square = self.deviation.powi(2) * (1.0 - share)
            + other.deviation.powi(2) * share
            + apart * apart * share * (1.0 - share);
        Self {
            min: self.min.min(other.min),
            max: self.max.max(other.max),
            mean: self.mean + apart * share,
            deviation: square.sqrt(),
            count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_give_what_the_whole_gives() {
        let values: Vec<f64> = (0..1000).map(|at| f64::from(at % 37) - 5.0).collect();
        let mut whole = Statistics::default();
        whole.add(values.iter().copied());
        let mut pieces = Statistics::default();
        values.chunks(17).for_each(|piece| pieces.add(piece.iter().copied()));
        let (whole, pieces) = (whole.finite.unwrap(), pieces.finite.unwrap());
        assert!(
            (whole.mean - pieces.mean).abs() < 1e-12 && (whole.deviation - pieces.deviation).abs() < 1e-12
        );
        assert_eq!((whole.min, whole.max, whole.count), (pieces.min, pieces.max, pieces.count));
        // NumPy: `values.mean()`, `values.std()`.
        assert!((whole.mean - 12.982).abs() < 1e-12, "{}", whole.mean);
    }

    #[test]
    fn what_is_no_number_is_counted_apart() {
        let mut found = Statistics::default();
        found.add([0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 2.0].into_iter());
        assert_eq!((found.count, found.zeros, found.not_a_number), (6, 2, 1));
        assert_eq!((found.positive_infinities, found.negative_infinities), (1, 1));
        assert_eq!(found.finite.map(|finite| (finite.count, finite.max)), Some((3, 2.0)));
        let mut none = Statistics::default();
        none.add([f64::NAN].into_iter());
        assert_eq!(none.finite, None);
    }
}
