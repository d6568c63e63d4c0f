//! Equal once one of the two is rounded to a narrower type of floating point numbers.

use super::law::{Evidence, Law, Proof, Reach};
use super::slack::equal;
use crate::formats::Element;

/// A type of binary floating point numbers.
#[derive(Clone, Copy, Debug)]
struct Format {
    /// As NumPy, or `ml_dtypes`, calls it.
    name: &'static str,
    /// `None` of a format that numbers are only computed in.
    element: Option<Element>,
    /// Binary digits behind the first.
    digits: i32,
    /// Exponent of the smallest number that has all digits.
    least: i32,
    /// The largest finite number.
    largest: f64,
}

const fn format(
    name: &'static str,
    element: Option<Element>,
    digits: i32,
    least: i32,
    largest: f64,
) -> Format {
    Format { name, element, digits, least, largest }
}

/// Those of most digits first, of equally many the one that numbers are stored in. Sources: IEEE 754; for the others NVIDIA's TF32 and the OCP formats of 8 bits.
const FORMATS: [Format; 7] = [
    format("float64", Some(Element::F64), 52, -1022, f64::MAX),
    format("float32", Some(Element::F32), 23, -126, 3.402_823_466_385_288_6e38),
    format("float16", Some(Element::F16), 10, -14, 65504.0),
    format("tfloat32", None, 10, -126, 3.401_162_134_214_653_5e38),
    format("bfloat16", Some(Element::Bf16), 7, -126, 3.389_531_389_251_535_5e38),
    format("float8_e4m3fn", Some(Element::F8E4M3), 3, -6, 448.0),
    format("float8_e5m2", Some(Element::F8E5M2), 2, -14, 57344.0),
];

/// How the digits that do not fit are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rounding {
    Nearest,
    TowardZero,
}

/// The binary digits behind the first that numbers of a type have; `None` of integers and booleans, which are exact.
pub(super) fn digits(element: Element) -> Option<i32> {
    let alike = match element {
        Element::C64 => Element::F32,
        Element::C128 => Element::F64,
        Element::F8E4M3Fnuz => Element::F8E4M3,
        Element::F8E5M2Fnuz | Element::F8E8M0 => Element::F8E5M2,
        element => element,
    };
    FORMATS.iter().find(|format| format.element == Some(alike)).map(|format| format.digits)
}

/// What two neighbours among the smallest numbers of a type are apart; 0 of integers and booleans.
pub(super) fn least(element: Element) -> f64 {
    let format = FORMATS.iter().find(|format| format.element == Some(element));
    format.map_or(0.0, |format| 2_f64.powi(format.least - format.digits))
}

pub(super) fn laws(evidence: &Evidence<'_>) -> Vec<Law> {
    let [expected, actual] = evidence.elements.map(digits);
    let fills = |format: Format, swap: bool| {
        let pairs =
            evidence.sample.doubles().map(|(one, other)| if swap { (other, one) } else { (one, other) });
        format.fills(pairs)
    };
    let mut laws = Vec::new();
    // Where the rounded number has no digits to spare, it is one of two neighbours by chance.
    let bits = |digits: Option<i32>, format: Format| f64::from((digits.unwrap_or(0) - format.digits).max(1));
    for format in FORMATS.into_iter().skip(1) {
        let shorter = |digits: Option<i32>| digits.is_some_and(|digits| digits > format.digits);
        let has_numpy = matches!(format.element, Some(Element::F32 | Element::F16));
        if shorter(expected) && fills(format, false) {
            let law = Law::of_doubles("rounded", format!("expected, rounded to {}", format.name), {
                move |expected, actual| format.gives(expected, actual, Rounding::Nearest)
            });
            let law = law.proof(Proof::Digits).bits(bits(actual, format));
            let numpy = format!("expected.astype(numpy.{})", format.name);
            laws.push(if has_numpy { law.numpy(numpy) } else { law });
            if format.element == Some(Element::Bf16) {
                let words = format!("expected, cut off to {}", format.name);
                let law = Law::of_doubles("rounded", words, move |expected, actual| {
                    format.gives(expected, actual, Rounding::TowardZero)
                });
                laws.push(law.proof(Proof::Digits).bits(bits(actual, format)));
            }
        }
        if shorter(actual) && fills(format, true) {
            let words = format!("actual, rounded to {}", format.name);
            let law = Law::of_doubles("rounded", words, move |expected, actual| {
                format.gives(actual, expected, Rounding::Nearest)
            });
            laws.push(law.reach(Reach::EveryExpectedCell).proof(Proof::Digits).bits(bits(expected, format)));
        }
    }
    laws
}

impl Format {
    /// Whether `short` is what becomes of `long` in this format. What is too large may become the largest number,
    /// infinite, or NaN, as the program likes that did it.
    fn gives(self, long: f64, short: f64, rounding: Rounding) -> bool {
        if !long.is_finite() {
            return long.total_cmp(&short).is_eq() || (long.is_nan() && short.is_nan());
        }
        let rounded = self.rounded(long, rounding);
        if rounded.abs() <= self.largest {
            // Zeros of both signs are equal; a number that came by way of `float32` may have been rounded twice.
            return equal(rounded, short) || equal(self.rounded(single(long), rounding), short);
        }
        short.is_nan() || (short.is_sign_positive() == long.is_sign_positive() && short.abs() >= self.largest)
    }

    /// Whether what was dropped is as large as the digits that are left allow: where less was, it was another way of
    /// rounding, or numbers of few digits to begin with.
    fn fills(self, pairs: impl Iterator<Item = (f64, f64)>) -> bool {
        let (mut large, mut count) = (0, 0);
        for (long, short) in pairs.filter(|(long, short)| long.is_finite() && short.is_finite()) {
            count += 1;
            large += usize::from((long - short).abs() > self.last(long) / 8.0);
        }
        2 * large >= count
    }

    /// What the last digit of a number stands for.
    fn last(self, value: f64) -> f64 {
        2_f64.powi(exponent(value).max(self.least) - self.digits)
    }

    fn rounded(self, value: f64, rounding: Rounding) -> f64 {
        if value == 0.0 {
            return value;
        }
        let last = self.last(value);
        match rounding {
            Rounding::Nearest => (value / last).round_ties_even() * last,
            Rounding::TowardZero => (value / last).trunc() * last,
        }
    }
}

/// The power of two that a number is at least as large as.
fn exponent(value: f64) -> i32 {
    const BIAS: u64 = 1023;
    let bits = (value.abs().to_bits() >> 52).max(1);
    i32::try_from(bits).unwrap_or(0) - i32::try_from(BIAS).unwrap_or(0)
}

#[expect(clippy::cast_possible_truncation, reason = "to lose digits is what it is for")]
fn single(value: f64) -> f64 {
    f64::from(value as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Format {
        FORMATS.into_iter().find(|format| format.name == name).unwrap()
    }

    fn rounded(name: &str, value: f64) -> f64 {
        named(name).rounded(value, Rounding::Nearest)
    }

    #[test]
    fn formats_round_as_the_types_do() {
        for step in -4000..4000 {
            let value = f64::from(step).mul_add(0.000_731, 1e-9) * 2_f64.powi(step % 60);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "compared with the conversion of the language"
            )]
            let expected = f64::from(value as f32);
            assert_eq!(rounded("float32", value).to_bits(), expected.to_bits(), "{value}");
            let half = half::f16::from_f64(value).to_f64();
            assert!(named("float16").gives(value, half, Rounding::Nearest), "{value} {half}");
            assert!(named("bfloat16").gives(value, half::bf16::from_f64(value).to_f64(), Rounding::Nearest));
        }
    }

    #[test]
    fn small_and_large_numbers_keep_the_limits_of_the_format() {
        let half = named("float16");
        assert!(
            half.gives(1e-8, 0.0, Rounding::Nearest)
                && half.gives(6e-8, 5.960_464_477_539_063e-8, Rounding::Nearest)
        );
        for becomes in [f64::INFINITY, 65504.0, f64::NAN] {
            assert!(half.gives(70000.0, becomes, Rounding::Nearest));
        }
        assert!(
            !half.gives(70000.0, -65504.0, Rounding::Nearest)
                && !half.gives(65000.0, f64::INFINITY, Rounding::Nearest)
        );
        assert!(named("bfloat16").gives(1.007, 1.0, Rounding::TowardZero));
    }
}
