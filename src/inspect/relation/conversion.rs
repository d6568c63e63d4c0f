//! Real numbers that became whole ones, as pixels do.

use super::law::{Evidence, Law};
use super::slack::{Slack, equal, whole};

/// A way to make a number whole, how that is said, and the same for NumPy.
type Whole = (fn(f64) -> f64, &'static str, &'static str);

const WAYS: [Whole; 3] = [
    (f64::round_ties_even, "rounded to a whole number", "numpy.round"),
    (f64::trunc, "without its decimals", "numpy.trunc"),
    (f64::floor, "rounded down to a whole number", "numpy.floor"),
];

/// Factors that numbers are multiplied by before they become whole: decimals, and the ranges of integers.
const FACTORS: [f64; 9] = [255.0, 256.0, 127.0, 128.0, 100.0, 1000.0, 10.0, 65535.0, 32767.0];

pub(super) fn laws(evidence: &Evidence<'_>) -> Vec<Law> {
    let is_whole =
        |number: &crate::tensor::Number| whole(number.real).is_some() || number.real.to_f64().fract() == 0.0;
    if !evidence.sample.differing.iter().all(|(_, actual)| is_whole(actual)) {
        return Vec::new();
    }
    let slack = evidence.slack;
    FACTORS.into_iter().flat_map(|factor| WAYS.into_iter().map(move |way| law(slack, factor, way))).collect()
}

fn law(slack: Slack, factor: f64, (make, words, numpy): Whole) -> Law {
    let law =
        Law::of_doubles("converted", format!("{factor} × expected, {words}"), move |expected, actual| {
            let product = factor * expected;
            // What computing leaves may decide which of two whole numbers it is.
            let off = (2.0 * slack.relative + 4.0 * f64::EPSILON) * product.abs();
            [product, product - off, product + off].into_iter().any(|product| equal(make(product), actual))
        });
    law.numpy(format!("{numpy}({factor} * expected)"))
}
