//! Single numbers as text.

use crate::tensor::Scalar;
use std::str::FromStr;

/// Whose digits a number has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// Those of its own type.
    #[default]
    Own,
    /// Those of a 16-bit float, which it was before: fewer are enough to tell it from its neighbours.
    Half,
}

/// A 16-bit float is told from its neighbours by so many digits after the first.
const HALF_DIGITS: usize = 4;

/// A number in scientific notation: `whole.fraction` × 10^`exponent`.
pub(super) struct Scientific {
    /// One digit, with a minus sign before it where the number is negative.
    pub(super) whole: String,
    pub(super) fraction: String,
    pub(super) exponent: i32,
}

impl Scientific {
    /// Without the zeros at the end of the fraction.
    fn without_zeros(mut self) -> Self {
        self.fraction.truncate(self.fraction.trim_end_matches('0').len());
        self
    }
}

/// One number with at most `digits` significant digits, as C's `%.{digits}g`; integers and booleans in full.
#[must_use]
pub fn scalar_text(scalar: Scalar, digits: usize) -> String {
    let value = match scalar {
        Scalar::F64(_) | Scalar::F32(_) if scalar.to_f64().is_finite() => scalar.to_f64(),
        _ => return python_text(scalar),
    };
    let places = digits.max(1) - 1;
    let parts = split(&format!("{value:.places$e}")).without_zeros();
    match usize::try_from(parts.exponent) {
        Ok(exponent) if exponent <= places => without_zeros(format!("{value:.*}", places - exponent)),
        Err(_) if parts.exponent >= -4 => {
            without_zeros(format!("{value:.*}", places + parts.exponent.unsigned_abs() as usize))
        }
        _ => compact(&parts),
    }
}

/// One number in full: the shortest text that reads back as the same number (`0.5307`, `1e-09`, `NaN`, `-inf`).
#[must_use]
pub fn value_text(scalar: Scalar) -> String {
    if scalar.to_f64().is_nan() { "NaN".to_owned() } else { python_text(scalar) }
}

/// One number as Python's `str` shows it: scientific below 1e-4 and from 1e16 (`f32`: 1e6) on.
pub(super) fn python_text(scalar: Scalar) -> String {
    python_text_in(scalar, Digits::Own)
}

/// The same; a 16-bit float is scientific from 1e3 on.
pub(super) fn python_text_in(scalar: Scalar, digits: Digits) -> String {
    let (value, limit) = match scalar {
        Scalar::F64(value) => (value, 1e16),
        Scalar::F32(value) if digits == Digits::Half => (f64::from(value), 1e3),
        Scalar::F32(value) => (f64::from(value), 1e6),
        Scalar::I64(value) => return value.to_string(),
        Scalar::U64(value) => return value.to_string(),
        Scalar::Bool(value) => return if value { "True" } else { "False" }.to_owned(),
    };
    if value.is_nan() {
        "nan".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "inf" } else { "-inf" }.to_owned()
    } else if value != 0.0 && !(1e-4..limit).contains(&value.abs()) {
        compact(&scientific(scalar, usize::MAX, digits))
    } else {
        let shortest = shortest(scalar, digits);
        if shortest.contains('.') { shortest } else { shortest + ".0" }
    }
}

/// A complex number as NumPy's `str` shows it: `(1+2j)`, `2j`.
pub(in crate::tensor) fn complex_text(real: Scalar, imaginary: Scalar) -> String {
    let part = |scalar: Scalar| {
        let text = python_text(scalar);
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    let is_nothing = real.to_f64() == 0.0 && real.to_f64().is_sign_positive();
    let digits = part(imaginary);
    if is_nothing {
        return format!("{digits}j");
    }
    let sign = if digits.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{digits}j)", part(real))
}

/// The shortest digits that read back as the same number, without an exponent: `0.1` for the `f32` nearest to it.
pub(super) fn shortest(scalar: Scalar, digits: Digits) -> String {
    match scalar {
        Scalar::F32(value) if digits == Digits::Half => {
            half_text(value).parse::<f64>().unwrap_or(f64::NAN).to_string()
        }
        Scalar::F32(value) => to_even(value.to_string(), value, |places| format!("{value:.places$}")),
        _ => {
            let value = scalar.to_f64();
            to_even(value.to_string(), value, |places| format!("{value:.places$}"))
        }
    }
}

/// Of two shortest texts that lie equally near, NumPy takes the one whose last digit is even, and Rust the larger one.
fn to_even<T: Copy + FromStr + PartialEq>(
    shortest: String,
    value: T,
    rounded: impl Fn(usize) -> String,
) -> String {
    let Some((_, fraction)) = shortest.split_once('.') else { return shortest };
    let places = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let rounded = rounded(places);
    if rounded.parse().is_ok_and(|read: T| read == value) { rounded } else { shortest }
}

/// The shortest digits that read back as the same number, cut to `precision` digits after the point.
pub(super) fn scientific(scalar: Scalar, precision: usize, digits: Digits) -> Scientific {
    let shortest = match scalar {
        Scalar::F32(value) if digits == Digits::Half => half_text(value),
        Scalar::F32(value) => to_even(format!("{value:e}"), value, |places| format!("{value:.places$e}")),
        _ => {
            let value = scalar.to_f64();
            to_even(format!("{value:e}"), value, |places| format!("{value:.places$e}"))
        }
    };
    let parts = split(&shortest);
    if parts.fraction.len() <= precision { parts } else { exact(scalar, precision).without_zeros() }
}

/// So many digits after the point, the last of them rounded.
pub(super) fn exact(scalar: Scalar, digits: usize) -> Scientific {
    split(&format!("{:.digits$e}", scalar.to_f64()))
}

/// The shortest digits that read back as the same 16-bit float, with an exponent.
fn half_text(value: f32) -> String {
    let same = |text: &String| {
        let read = text.parse().map(half::f16::from_f64);
        read.is_ok_and(|read| read.to_f32().to_bits() == value.to_bits())
    };
    // 2⁻⁶ lies halfway between two shorter texts, of which only the upper one reads back.
    let above = value * (1.0 + f32::EPSILON);
    let texts = (0..HALF_DIGITS).flat_map(|digits| [value, above].map(|value| format!("{value:.digits$e}")));
    texts.into_iter().find(same).unwrap_or_else(|| format!("{value:.HALF_DIGITS$e}"))
}

/// An exponent's digits, at least two as in C.
pub(super) fn exponent_digits(exponent: i32) -> String {
    format!("{:02}", exponent.unsigned_abs())
}

/// Takes apart what Rust writes for `{:e}`.
fn split(text: &str) -> Scientific {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    Scientific {
        whole: whole.to_owned(),
        fraction: fraction.to_owned(),
        exponent: exponent.parse().unwrap_or(0),
    }
}

/// `1e-05`, `1.5e+300`.
fn compact(parts: &Scientific) -> String {
    let point = if parts.fraction.is_empty() { "" } else { "." };
    let sign = if parts.exponent < 0 { '-' } else { '+' };
    format!("{}{point}{}e{sign}{}", parts.whole, parts.fraction, exponent_digits(parts.exponent))
}

fn without_zeros(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_have_as_many_significant_digits_as_asked_for() {
        // Expected texts: Python's `'%.{digits}g' % value`.
        for (value, digits, expected) in [
            (-6.999_089_450_680_221, 12, "-6.99908945068"),
            (0.048_995_203_528_855_794, 12, "0.0489952035289"),
            (1.0, 12, "1"),
            (100.0, 3, "100"),
            (1000.0, 3, "1e+03"),
            (999.6, 3, "1e+03"),
            (0.000_1, 12, "0.0001"),
            (0.000_099_99, 12, "9.999e-05"),
            (0.000_099_999, 3, "0.0001"),
            (1e100, 12, "1e+100"),
            (123_456_789_012_345.0, 12, "1.23456789012e+14"),
            (2.5, 0, "2"),
            (-0.0, 12, "-0"),
            (f64::NAN, 12, "nan"),
            (f64::NEG_INFINITY, 12, "-inf"),
        ] {
            assert_eq!(scalar_text(Scalar::F64(value), digits), expected, "{value}");
        }
        assert_eq!(scalar_text(Scalar::I64(-1_234_567), 3), "-1234567");
        assert_eq!(scalar_text(Scalar::Bool(true), 12), "True");
    }

    #[test]
    fn a_value_in_full_reads_back_as_itself() {
        let texts = [0.1 + 0.2, 1e-9, 5.0, f64::MAX, f64::NAN, f64::NEG_INFINITY, -0.0]
            .map(|value| value_text(Scalar::F64(value)));
        assert_eq!(
            texts,
            ["0.30000000000000004", "1e-09", "5.0", "1.7976931348623157e+308", "NaN", "-inf", "-0.0"]
        );
        assert_eq!(value_text(Scalar::F32(0.1)), "0.1");
    }

    #[test]
    fn digits_that_end_halfway_are_even() {
        // Expected texts: NumPy's `str` of the scalar, which finds its digits by another way than Rust.
        let half = |value: f32| python_text_in(Scalar::F32(value), Digits::Half);
        for (text, expected) in [
            (value_text(Scalar::F32(2.0_f32.powi(-12))), "0.00024414062"),
            (value_text(Scalar::F32(-1.039_062_5)), "-1.0390625"),
            (value_text(Scalar::F32(9.0 / 2048.0)), "0.0043945312"),
            (value_text(Scalar::F64(2.0_f64.powi(-25))), "2.9802322387695312e-08"),
            (value_text(Scalar::F64(2.0_f64.powi(-44))), "5.684341886080802e-14"),
            (half(2.0_f32.powi(-6)), "0.01563"),
            (half(2.0_f32.powi(-7)), "0.007812"),
        ] {
            assert_eq!(text, expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_value_reads_back(bits: u64) {
            let value = f64::from_bits(bits);
            let read: f64 = value_text(Scalar::F64(value)).parse().unwrap();
            assert!(read.to_bits() == bits || (read.is_nan() && value.is_nan()));
        }
    }
}
