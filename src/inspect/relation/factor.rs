//! A factor, an offset, or both.

use super::law::{Evidence, Law, Reach};
use super::slack::{Slack, whole};
use crate::tensor::{Number, Scalar, scalar_text, value_text};

/// Digits in which a number is told.
const DIGITS: usize = 7;
/// A quotient by a whole number is told as such up to here.
const LARGEST_DIVISOR: f64 = 1e6;
/// A factor of so few digits is told as it is, rather than as a quotient.
const SHORT: usize = 4;

pub(super) fn multiples(evidence: &Evidence<'_>) -> Vec<Law> {
    let slack = evidence.slack;
    let telling = evidence.sample.telling(slack);
    let Some(factor) = factor_of(&telling, slack) else { return Vec::new() };
    let (words, numpy) = factor_words(factor, slack);
    let exact = whole_number(factor);
    let law = Law::new("multiple", words, move |expected, actual| {
        let integers = whole(expected.real).zip(whole(actual.real)).zip(exact);
        match integers {
            Some(((expected, actual), factor)) => expected.checked_mul(factor) == Some(actual),
            None => slack.near(factor * expected.real.to_f64(), actual.real.to_f64(), 0.0),
        }
    });
    // That a number is the opposite of another takes no choice.
    vec![law.numpy(numpy).parameters(u32::from((factor + 1.0).abs() > 0.0))]
}

pub(super) fn offsets(evidence: &Evidence<'_>) -> Vec<Law> {
    let slack = evidence.slack;
    let pairs = &evidence.sample.differing;
    let integers = |(expected, actual): &(Number, Number)| Some(whole(actual.real)? - whole(expected.real)?);
    if let Some(offset) = pairs.first().and_then(integers) {
        let words = offset_words(&offset.unsigned_abs().to_string(), offset < 0);
        let law = Law::new("offset", words, move |expected, actual| {
            let pair = whole(expected.real).zip(whole(actual.real));
            pair.is_some_and(|(expected, actual)| expected + offset == actual)
        });
        return vec![law.numpy(format!("expected + {offset}")).parameters(1)];
    }
    let telling = evidence.sample.telling(slack);
    let told = |(expected, actual): &(f64, f64)| {
        around(actual - expected, SHARE * (slack.relative * (expected.abs() + actual.abs()) + slack.absolute))
    };
    let Some(offset) = common(telling.iter().map(told)) else { return Vec::new() };
    let text = scalar_text(Scalar::F64(offset.abs()), DIGITS);
    let law = Law::of_doubles("offset", offset_words(&text, offset < 0.0), move |expected, actual| {
        slack.near(expected + offset, actual, expected.abs() + offset.abs())
    });
    vec![law.numpy(format!("expected + {}", value_text(Scalar::F64(offset)))).parameters(1)]
}

pub(super) fn affine(evidence: &Evidence<'_>) -> Vec<Law> {
    let slack = evidence.slack;
    let telling = evidence.sample.telling(slack);
    let by_expected = |(one, _): &&(f64, f64), (other, _): &&(f64, f64)| one.total_cmp(other);
    let ends = telling.iter().min_by(by_expected).zip(telling.iter().max_by(by_expected));
    let Some((&(low, from), &(high, to))) = ends.filter(|(low, high)| high.0 > low.0) else {
        return Vec::new();
    };
    let unsure = (slack.relative * (from.abs() + to.abs()) + slack.absolute) / (high - low);
    let raw = (to - from) / (high - low);
    // A slope of few digits is likelier than its neighbours.
    let slopes = [shortest(around(raw, unsure / 8.0)), raw];
    let start = |slope: f64| {
        let told = |(expected, actual): &(f64, f64)| {
            let product = slope * expected;
            let size = product.abs() + actual.abs();
            around(actual - product, SHARE * (slack.relative * size + slack.absolute))
        };
        common(telling.iter().map(told))
    };
    let Some((slope, start)) = slopes.into_iter().find_map(|slope| Some((slope, start(slope)?))) else {
        return Vec::new();
    };
    if slope == 0.0 || start == 0.0 {
        return Vec::new();
    }
    let text = scalar_text(Scalar::F64(start.abs()), DIGITS);
    let (product, _) = factor_words(slope, slack);
    let words = format!("{product} {} {text}", if start < 0.0 { "−" } else { "+" });
    let numpy = format!("{} * expected + {}", value_text(Scalar::F64(slope)), value_text(Scalar::F64(start)));
    let law = Law::of_doubles("affine", words, move |expected, actual| {
        let product = slope * expected;
        slack.near(product + start, actual, product.abs() + start.abs())
    });
    vec![law.numpy(numpy).parameters(2)]
}

/// Some cells are 0, and all others are a multiple of what is expected.
pub(super) fn dropouts(evidence: &Evidence<'_>) -> Vec<Law> {
    let slack = evidence.slack;
    let telling = evidence.sample.telling(slack);
    let (dropped, kept): (Vec<_>, Vec<_>) = telling.into_iter().partition(|(_, actual)| *actual == 0.0);
    let Some(factor) = factor_of(&kept, slack).filter(|factor| dropped.len() > 2 && *factor > 1.0) else {
        return Vec::new();
    };
    let (words, _) = factor_words(factor, slack);
    let law =
        Law::of_doubles("dropout", format!("0 or {words}, as dropout leaves it"), move |expected, actual| {
            actual == 0.0 || slack.near(factor * expected, actual, 0.0)
        });
    vec![law.parameters(1).reach(Reach::EveryCell)]
}

/// Part of the slack in which a number may lie that cells tell: rounding them takes the rest.
const SHARE: f64 = 0.75;

/// The one number that all cells were multiplied by.
fn factor_of(telling: &[(f64, f64)], slack: Slack) -> Option<f64> {
    let told = |(expected, actual): &(f64, f64)| {
        around(actual / expected, SHARE * (slack.relative * actual.abs() + slack.absolute) / expected.abs())
    };
    let known = telling.iter().filter(|(expected, _)| *expected != 0.0);
    common(known.map(told)).filter(|factor| *factor != 0.0)
}

/// The lowest and the highest number that may be meant.
type Range = (f64, f64);

fn around(value: f64, unsure: f64) -> Range {
    (value - unsure, value + unsure)
}

/// The number of the fewest digits that all may mean.
fn common(ranges: impl Iterator<Item = Range>) -> Option<f64> {
    let both = |one: Range, other: Range| (one.0.max(other.0), one.1.min(other.1));
    let range =
        ranges.reduce(both).filter(|(low, high)| low <= high && low.is_finite() && high.is_finite())?;
    Some(shortest(range))
}

/// The number of the fewest decimal digits in a range.
pub(super) fn shortest((low, high): Range) -> f64 {
    let middle = f64::midpoint(low, high);
    let mut shorter = (0..17).filter_map(|digits| format!("{middle:.digits$e}").parse::<f64>().ok());
    shorter.find(|short| (low..=high).contains(short)).unwrap_or(middle)
}

/// How a factor is said, and the same for NumPy.
fn factor_words(factor: f64, slack: Slack) -> (String, String) {
    if (factor + 1.0).abs() == 0.0 {
        return ("−expected".to_owned(), "-expected".to_owned());
    }
    let text = whole_number(factor)
        .map_or_else(|| scalar_text(Scalar::F64(factor), DIGITS), |factor| factor.to_string());
    let divisor = factor.recip().round();
    let is_quotient = (2.0..=LARGEST_DIVISOR).contains(&divisor)
        && (divisor * factor - 1.0).abs() <= 2.0 * slack.relative + 4.0 * f64::EPSILON;
    if is_quotient && text.trim_start_matches(['0', '.']).len() > SHORT {
        return (format!("expected ÷ {divisor}"), format!("expected / {divisor}"));
    }
    let sign = if factor < 0.0 { "−" } else { "" };
    let words = format!("{sign}{} × expected", text.trim_start_matches('-'));
    (words, format!("{} * expected", value_text(Scalar::F64(factor)).trim_end_matches(".0")))
}

fn offset_words(magnitude: &str, is_less: bool) -> String {
    format!("expected {} {magnitude}", if is_less { "−" } else { "+" })
}

#[expect(clippy::cast_possible_truncation, reason = "a small whole number")]
fn whole_number(factor: f64) -> Option<i128> {
    (factor.fract() == 0.0 && factor.abs() < 1e18).then_some(factor as i128)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_said_in_few_digits() {
        let slack = Slack { relative: 1e-7, absolute: 0.0 };
        let words =
            |factor: f64| factor_words(shortest(around(factor, slack.relative * factor.abs())), slack).0;
        assert_eq!(words(2.000_000_05), "2 × expected");
        assert_eq!(words(0.003_921_568_6), "expected ÷ 255");
        assert_eq!(words(-1.0), "−expected");
        assert_eq!(words(-0.5), "−0.5 × expected");
        assert_eq!(words(0.25), "0.25 × expected");
        assert_eq!(words(std::f64::consts::SQRT_2), "1.414214 × expected");
    }
}
