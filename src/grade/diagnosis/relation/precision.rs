//! The right numbers with too few digits.

use super::{Compared, Question};
use crate::grade::diagnosis::evidence::largest;

/// The most decimals that count as rounded.
const DECIMALS: i32 = 12;
/// What computing with doubles may do to a rounded number, relative to it.
const NOISE: f64 = 4.0 * f64::EPSILON;
/// What single precision leaves of a number, relative to the number and to the largest of the output.
const SINGLE: (f64, f64) = (1e-5, 1e-6);

/// Rounded to so many decimals.
pub(super) fn rounded(question: &Question<'_>) -> Option<String> {
    if question.outputs().all(|output| output.actual.iter().all(|&value| value == 0.0)) {
        return None;
    }
    let decimals = (1..=DECIMALS).find(|&decimals| {
        let unit = 10_f64.powi(-decimals);
        question.outputs().all(|output| {
            cells(output).all(|(expected, actual)| {
                let nearest = (actual / unit).round() * unit;
                (expected - actual).abs() <= unit * 0.500_001 + NOISE * expected.abs()
                    && (nearest - actual).abs() <= NOISE * actual.abs()
            })
        })
    })?;
    Some(format!(
        "what is expected, rounded to {decimals} {}",
        if decimals == 1 { "decimal" } else { "decimals" }
    ))
}

/// As exact as 32-bit numbers are.
pub(super) fn single(question: &Question<'_>) -> Option<String> {
    let near = |output: &Compared<'_>| {
        let largest = largest(&output.expected);
        cells(output).all(|(expected, actual)| {
            (expected - actual).abs() <= SINGLE.0 * expected.abs() + SINGLE.1 * largest
        })
    };
    let words = "right to about seven digits only: precision was lost, as in a computation with `f32`";
    question.outputs().all(near).then(|| words.to_owned())
}

fn cells<'a>(output: &'a Compared<'a>) -> impl Iterator<Item = (f64, f64)> + 'a {
    output.expected.iter().copied().zip(output.actual.iter().copied())
}
