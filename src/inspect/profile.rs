//! Statistics with quantiles and a histogram, from one reading.

use super::{Blocks, Statistics, Watch};
use crate::formats::{FormatError, Part, Progress, Source, Window};
use std::ops::ControlFlow;

/// What the elements of a window are like, and how they are spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Of all elements of the window.
    pub statistics: Statistics,
    /// Of the finite elements, at the shares of [`SHARES`]; `None` where there is none.
    pub quantiles: Option<[f64; SHARES.len()]>,
    /// How close the quantiles are to the true ones.
    pub precision: Precision,
    /// How many finite elements lie in each of as many equal parts from the smallest to the largest.
    pub histogram: Vec<u64>,
}

/// How the quantiles were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// From all elements; between two of them on the line that joins them, as NumPy does.
    Exact,
    /// To within 1 % of their magnitude.
    Hundredth,
}

/// Of which shares there are quantiles.
pub const SHARES: [f64; 5] = [0.01, 0.25, 0.5, 0.75, 0.99];

/// Bars of a histogram.
const BARS: usize = 32;
/// Up to so many elements are kept: 4 MiB of doubles.
const KEPT: usize = 512 << 10;
/// Bits of a double that choose its bin: its sign, its exponent and 6 of its digits.
const BITS: u32 = 18;

/// Reads the whole window once; `None` where the watch broke off.
///
/// # Errors
/// When a piece cannot be read.
pub fn profile(
    source: &Source,
    window: &Window,
    part: Part,
    watch: &mut Watch<'_>,
) -> Result<Option<Profile>, FormatError> {
    let total = window.count().unwrap_or(usize::MAX) as u64;
    let mut statistics = Statistics::default();
    let mut spread = if total <= KEPT as u64 { Spread::All(Vec::new()) } else { Spread::binned() };
    let mut values = Vec::new();
    for block in Blocks::new(window.clone(), &[source.densest_first()]) {
        source.read(&block.window, part)?.doubles_into(&mut values);
        statistics.add(&values);
        spread.add(&values);
        if watch(Progress { done: statistics.count, total }) == ControlFlow::Break(()) {
            return Ok(None);
        }
    }
    let is_whole = window.count() == Window::whole(source.shape()).count();
    if is_whole && source.verify(&mut || watch(Progress { done: total, total }))?.is_break() {
        return Ok(None);
    }
    Ok(Some(spread.profile(statistics)))
}

/// The finite elements, or how many of them are about alike.
enum Spread {
    All(Vec<f64>),
    Binned(Vec<u64>),
}

impl Spread {
    fn binned() -> Self {
        Self::Binned(vec![0; 1 << BITS])
    }

    /// Takes what is finite of these values.
    fn add(&mut self, values: &[f64]) {
        let finite = values.iter().copied().filter(|value| value.is_finite());
        match self {
            Self::All(values) => values.extend(finite),
            Self::Binned(bins) => finite.for_each(|value| bins[bin(value)] += 1),
        }
    }

    fn profile(self, statistics: Statistics) -> Profile {
        let Some(finite) = statistics.finite else {
            return Profile {
                statistics,
                quantiles: None,
                precision: Precision::Exact,
                histogram: Vec::new(),
            };
        };
        let precision = if matches!(self, Self::All(_)) { Precision::Exact } else { Precision::Hundredth };
        // Each value with how often it occurs, in rising order.
        let sorted: Vec<(f64, u64)> = match self {
            Self::All(mut values) => {
                values.sort_unstable_by(f64::total_cmp);
                values.into_iter().map(|value| (value, 1)).collect()
            }
            Self::Binned(bins) => {
                let filled = rising().filter(|(bin, _)| bins[*bin] > 0);
                filled.map(|(bin, middle)| (middle.clamp(finite.min, finite.max), bins[bin])).collect()
            }
        };
        let mut histogram = vec![0; BARS];
        for (value, count) in &sorted {
            histogram[bar(*value, finite.min, finite.max)] += count;
        }
        let quantiles = Some(SHARES.map(|share| quantile(&sorted, finite.count, share)));
        Profile { statistics, quantiles, precision, histogram }
    }
}

/// The bin of a number.
fn bin(value: f64) -> usize {
    usize::try_from(value.to_bits() >> (64 - BITS)).unwrap_or(0)
}

/// The bins of all numbers in rising order, each with a number amid it.
fn rising() -> impl Iterator<Item = (usize, f64)> {
    let sign = 1 << (BITS - 1);
    let middle = |bin: usize| {
        let least = (bin as u64) << (64 - BITS);
        let (least, most) = (f64::from_bits(least), f64::from_bits(least | ((1 << (64 - BITS)) - 1)));
        // The bins of zero also hold the smallest numbers there are.
        (bin, if least == 0.0 { 0.0 } else { f64::midpoint(least, most) })
    };
    (sign..2 * sign).rev().chain(0..sign).map(middle)
}

/// The part of the way from `low` to `high` that a value lies in.
fn bar(value: f64, low: f64, high: f64) -> usize {
    // Halved, so that the distance of two large numbers is finite.
    let (way, whole) = (value / 2.0 - low / 2.0, high / 2.0 - low / 2.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a share of the few bars"
    )]
    let place = if whole > 0.0 { (way / whole * BARS as f64) as usize } else { BARS / 2 };
    place.min(BARS - 1)
}

/// As `numpy.quantile` finds it where every element is there: on the line between the two that are nearest.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among the elements"
)]
fn quantile(sorted: &[(f64, u64)], count: u64, share: f64) -> f64 {
    let place = (count - 1) as f64 * share;
    let at = |rank: u64| {
        let mut left = rank;
        let found = sorted.iter().find(|(_, count)| {
            let inside = left < *count;
            left = left.saturating_sub(*count);
            inside
        });
        found.or(sorted.last()).map_or(f64::NAN, |(value, _)| *value)
    };
    let (below, above) = (at(place.floor() as u64), at(place.ceil() as u64));
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile_of(values: &[f64], mut spread: Spread) -> Profile {
        let mut statistics = Statistics::default();
        statistics.add(values);
        spread.add(values);
        spread.profile(statistics)
    }

    #[test]
    fn quantiles_are_those_of_numpy() {
        let values: Vec<f64> = (0..11).map(|at| f64::from(at * at)).collect();
        let found = profile_of(&values, Spread::All(Vec::new()));
        // NumPy: `numpy.quantile(numpy.arange(11) ** 2, [0.01, 0.25, 0.5, 0.75, 0.99])`.
        let expected = [0.1, 6.5, 25.0, 56.5, 98.1];
        for (found, expected) in found.quantiles.unwrap().iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert_eq!(found.histogram.iter().sum::<u64>(), 11);
        assert_eq!((found.histogram[0], found.histogram[31]), (2, 1));
    }

    #[test]
    fn bins_are_close_to_what_is_exact() {
        let values: Vec<f64> = (0..5000).map(|at| (f64::from(at) - 1700.0).powi(3) * 1e-3).collect();
        let exact = profile_of(&values, Spread::All(Vec::new())).quantiles.unwrap();
        let binned = profile_of(&values, Spread::binned());
        for (exact, binned) in exact.iter().zip(binned.quantiles.unwrap()) {
            assert!((exact - binned).abs() <= 0.01 * exact.abs(), "{exact} {binned}");
        }
        assert_eq!(binned.precision, Precision::Hundredth);
    }

    #[test]
    fn equal_extreme_and_absent_values_have_a_profile() {
        let zeros = profile_of(&[0.0, -0.0, 0.0], Spread::binned());
        assert_eq!(zeros.quantiles, Some([0.0; 5]));
        let extreme = profile_of(&[f64::MIN, f64::MAX, f64::MIN_POSITIVE], Spread::All(Vec::new()));
        assert_eq!((extreme.histogram[0], extreme.histogram[31]), (1, 1));
        assert_eq!(profile_of(&[f64::NAN], Spread::binned()).quantiles, None);
    }
}
