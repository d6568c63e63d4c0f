//! One number in all cells that differ, whatever it should be, or instead of whatever it is.

use super::law::{Evidence, Law, Proof};
use crate::tensor::{Number, Scalar};

/// Digits in which a number is told.
const DIGITS: usize = 8;

pub(super) fn laws(evidence: &Evidence<'_>) -> Vec<Law> {
    let pairs = &evidence.sample.differing;
    let expected = one_number(pairs.iter().map(|(expected, _)| *expected));
    let actual = one_number(pairs.iter().map(|(_, actual)| *actual));
    let law = |words: String, fits: Box<dyn Fn(Number, Number) -> bool>| {
        Law::new("constant", words, fits).proof(Proof::OneNumber)
    };
    match (expected, actual) {
        (Some(one), Some(other)) => {
            let words = format!("{} where {} is expected", text(other), text(one));
            vec![law(words, Box::new(move |expected, actual| same(expected, one) && same(actual, other)))]
        }
        (None, Some(other)) => {
            vec![
                law(text(other), Box::new(move |_, actual| same(actual, other)))
                    .numpy(format!("numpy.full_like(expected, {})", numpy_text(other))),
            ]
        }
        (Some(one), None) => {
            let words = format!("expected to be {}", text(one));
            vec![law(words, Box::new(move |expected, _| same(expected, one)))]
        }
        (None, None) => Vec::new(),
    }
}

/// The number that all of these are.
fn one_number(mut numbers: impl Iterator<Item = Number>) -> Option<Number> {
    let first = numbers.next()?;
    numbers.all(|number| same(number, first)).then(|| Number {
        real: without_sign_of_zero(first.real),
        imaginary: first.imaginary.map(without_sign_of_zero),
    })
}

/// Zeros of both signs are one number, which is told as 0.
fn without_sign_of_zero(scalar: Scalar) -> Scalar {
    match scalar {
        Scalar::F64(value) => Scalar::F64(value + 0.0),
        Scalar::F32(value) => Scalar::F32(value + 0.0),
        other => other,
    }
}

/// Whether two numbers are equal, or both NaN.
fn same(one: Number, other: Number) -> bool {
    one.distance(other) == 0.0
}

fn text(number: Number) -> String {
    number.short_text(DIGITS)
}

fn numpy_text(number: Number) -> String {
    match number.real {
        Scalar::F64(_) | Scalar::F32(_) if !number.real.to_f64().is_finite() => {
            let text = number.text().to_lowercase();
            let (sign, word) = text.strip_prefix('-').map_or(("", text.as_str()), |word| ("-", word));
            format!("{sign}numpy.{word}")
        }
        _ => number.text(),
    }
}
