//! Rounded to multiples of a step: decimals that were cut, weights that were quantised.

use super::law::{Evidence, Law, Proof};
use crate::tensor::{Scalar, scalar_text, value_text};

/// The most decimals that are looked for.
const DECIMALS: i32 = 12;
/// Half a step, and what computing may add to it.
const HALF: f64 = 0.501;
/// Fewer different multiples than this could be of anything.
const FEWEST: usize = 4;
/// So many of other numbers may lie close to a multiple, or it is none.
const CHANCE: f64 = 0.25;

pub(super) fn laws(evidence: &Evidence<'_>) -> Vec<Law> {
    let sample = evidence.sample;
    let all = || sample.differing.iter().chain(&sample.agreeing);
    let mut actual: Vec<f64> = all().map(|(_, actual)| actual.real.to_f64()).collect();
    if all().any(|(expected, actual)| expected.imaginary.or(actual.imaginary).is_some())
        || !actual.iter().all(|value| value.is_finite())
    {
        return Vec::new();
    }
    actual.sort_unstable_by(f64::total_cmp);
    actual.dedup_by(|one, other| (*one - *other).abs() <= 2.0 * evidence.slack.relative * one.abs());
    if actual.len() < FEWEST {
        return Vec::new();
    }
    let decimals = (1..=DECIMALS).map(|decimals| (10_f64.powi(-decimals), Some(decimals)));
    let gap = actual.windows(2).map(|two| two[1] - two[0]).fold(f64::INFINITY, f64::min);
    let step = refined(&actual, gap).map(|step| (step, None));
    let mut steps = decimals.chain(step);
    let found = steps.find_map(|(step, decimals)| law(evidence, &actual, step, decimals));
    found.into_iter().collect()
}

/// The step of which all are multiples, if it is about this: the larger a multiple, the more exactly it tells.
fn refined(sorted: &[f64], about: f64) -> Option<f64> {
    let mut by_size: Vec<f64> = sorted.iter().map(|value| value.abs()).filter(|value| *value > 0.0).collect();
    by_size.sort_unstable_by(f64::total_cmp);
    let refine = |step: f64, size: &f64| {
        let multiple = (size / step).round();
        if multiple >= 1.0 { size / multiple } else { step }
    };
    Some(by_size.iter().fold(about, refine)).filter(|step| step.is_finite() && *step > 0.0)
}

fn law(evidence: &Evidence<'_>, actual: &[f64], step: f64, decimals: Option<i32>) -> Option<Law> {
    let slack = evidence.slack;
    let largest = actual.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let fits = move |expected: f64, actual: f64| {
        let multiple = (actual / step).round() * step;
        slack.near(multiple, actual, 0.0)
            && (expected - actual).abs() <= HALF * step + slack.relative * expected.abs()
    };
    // What lies this close to a multiple by chance.
    let chance = 2.0 * slack.relative * largest / step;
    let mut pairs = evidence.sample.doubles().chain(actual.iter().map(|&value| (value, value)));
    if chance > CHANCE || !pairs.all(|(expected, actual)| fits(expected, actual)) {
        return None;
    }
    let words = match decimals {
        Some(1) => "expected, rounded to 1 decimal".to_owned(),
        Some(decimals) => format!("expected, rounded to {decimals} decimals"),
        None => format!("expected, rounded to multiples of {}", scalar_text(Scalar::F64(step), 6)),
    };
    let numpy = decimals.map_or_else(
        || {
            let step = value_text(Scalar::F64(step));
            format!("numpy.round(expected / {step}) * {step}")
        },
        |decimals| format!("numpy.round(expected, {decimals})"),
    );
    let law = Law::of_doubles("stepped", words, fits).numpy(numpy);
    Some(law.proof(Proof::Digits).parameters(u32::from(decimals.is_none())).bits(-chance.log2()))
}
