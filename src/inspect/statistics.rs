//! Counts, ends, mean and deviation of many elements, taken piece by piece.

use super::lanes::{count, folded, less, more, sum};

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

/// Elements that are looked at together, several times: they stay in the processor's nearest cache.
const CHUNK: usize = 2048;

impl Statistics {
    pub(super) fn add(&mut self, values: &[f64]) {
        for chunk in values.chunks(CHUNK) {
            self.count += chunk.len() as u64;
            if count(chunk, |value| !value.is_finite()) == 0 {
                self.add_finite(chunk);
                continue;
            }
            self.not_a_number += count(chunk, f64::is_nan);
            self.positive_infinities += count(chunk, |value| value == f64::INFINITY);
            self.negative_infinities += count(chunk, |value| value == f64::NEG_INFINITY);
            let finite: Vec<f64> = chunk.iter().copied().filter(|value| value.is_finite()).collect();
            self.add_finite(&finite);
        }
    }

    fn add_finite(&mut self, values: &[f64]) {
        let Some(here) = Finite::of(values) else { return };
        self.finite = Some(self.finite.map_or(here, |before| before.and(here)));
        if here.min <= 0.0 && here.max >= 0.0 {
            self.zeros += count(values, |value| value == 0.0);
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
        // Around the first value, and each a share of the whole, so that sums of large values neither overflow nor
        // lose the digits that vary.
        let share = 1.0 / values.len() as f64;
        let mean = first + sum(values, |value| (value - first) * share);
        Some(Self {
            min: folded(values, first, less, less),
            max: folded(values, first, more, more),
            mean,
            deviation: sum(values, |value| (value - mean) * (value - mean) * share).sqrt(),
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
        whole.add(&values);
        let mut pieces = Statistics::default();
        values.chunks(17).for_each(|piece| pieces.add(piece));
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
        found.add(&[0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 2.0]);
        assert_eq!((found.count, found.zeros, found.not_a_number), (6, 2, 1));
        assert_eq!((found.positive_infinities, found.negative_infinities), (1, 1));
        assert_eq!(found.finite.map(|finite| (finite.count, finite.max)), Some((3, 2.0)));
        let mut none = Statistics::default();
        none.add(&[f64::NAN]);
        assert_eq!(none.finite, None);
    }
}
