//! Cut off at a smallest and a largest number.

use super::law::{Evidence, Law, Reach};
use super::slack::{equal, exact};
use crate::tensor::{Scalar, scalar_text, value_text};

/// Digits in which an end is told.
const DIGITS: usize = 7;

pub(super) fn laws(evidence: &Evidence<'_>) -> Vec<Law> {
    let sample = evidence.sample;
    if sample.differing.iter().any(|(expected, actual)| expected.imaginary.or(actual.imaginary).is_some()) {
        return Vec::new();
    }
    // What was cut off is one of the ends: the lower one where it was below.
    let end = |is_below: bool| {
        let mut ends = sample
            .differing
            .iter()
            .filter(|(expected, actual)| (expected.real.to_f64() < actual.real.to_f64()) == is_below);
        let (_, first) = ends.next()?;
        let same = ends.all(|(_, actual)| actual.real.to_f64().total_cmp(&first.real.to_f64()).is_eq());
        same.then_some(first.real).filter(|end| exact(*end).is_some_and(f64::is_finite))
    };
    let (low, high) = (end(true), end(false));
    let has_both = [true, false]
        .map(|is_below| sample.doubles().any(|(expected, actual)| (expected < actual) == is_below));
    if has_both != [low.is_some(), high.is_some()] {
        return Vec::new();
    }
    let short = |end: Scalar| scalar_text(end, DIGITS);
    let (words, numpy, parameters) = match (low, high) {
        (Some(low), Some(high)) => (
            format!("expected, clipped to the range from {} to {}", short(low), short(high)),
            format!("numpy.clip(expected, {}, {})", value_text(low), value_text(high)),
            2,
        ),
        (Some(low), None) => (
            format!("expected, but at least {}", short(low)),
            format!("numpy.maximum(expected, {})", value_text(low)),
            1,
        ),
        (None, Some(high)) => (
            format!("expected, but at most {}", short(high)),
            format!("numpy.minimum(expected, {})", value_text(high)),
            1,
        ),
        (None, None) => return Vec::new(),
    };
    let lowest = low.map_or(f64::NEG_INFINITY, Scalar::to_f64);
    let highest = high.map_or(f64::INFINITY, Scalar::to_f64);
    let law = Law::of_doubles("clipped", words, move |expected, actual| {
        let clipped = expected.max(lowest).min(highest);
        if expected.is_nan() { actual.is_nan() } else { equal(clipped, actual) }
    });
    vec![law.numpy(numpy).parameters(parameters).reach(Reach::EveryCell)]
}
