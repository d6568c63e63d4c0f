//! Integers that lost their upper digits.

use super::law::{Evidence, Law};
use super::slack::whole;

/// Widths to which integers are cut, in bits.
const WIDTHS: [u32; 3] = [8, 16, 32];

pub(super) fn laws(evidence: &Evidence<'_>) -> Vec<Law> {
    let sample = evidence.sample;
    let actual = || sample.differing.iter().chain(&sample.agreeing).map(|(_, actual)| whole(actual.real));
    if actual().any(|whole| whole.is_none()) {
        return Vec::new();
    }
    let has_signs = actual().flatten().any(|whole| whole < 0);
    let law = |width: u32| {
        let range = 1_i128 << width;
        let (low, high) = if has_signs { (-range / 2, range / 2) } else { (0, range) };
        let kind = if has_signs { "int" } else { "uint" };
        let law = Law::new("wrapped", format!("expected, cut to {width} bits"), move |expected, actual| {
            let pair = whole(expected.real).zip(whole(actual.real));
            pair.is_some_and(|(expected, actual)| {
                (low..high).contains(&actual) && (expected - actual).rem_euclid(range) == 0
            })
        });
        law.numpy(format!("expected.astype(numpy.{kind}{width})"))
    };
    WIDTHS.into_iter().map(law).collect()
}
