//! What the numbers of a tensor are like, in lines and in JSON.

use super::Shown;
use super::export::number;
use crate::commands::exit::Failure;
use crate::commands::session::{Session, standard_output};
use crate::commands::tensors::unusable;
use crate::formats::Part;
use crate::inspect::profile::Precision;
use crate::inspect::{Profile, SHARES, profile};
use crate::tensor::{Scalar, scalar_text};
use serde_json::{Value, json};
use std::ops::ControlFlow;

/// Significant digits of a line.
const DIGITS: usize = 8;

/// Of a complex tensor, the magnitudes are told.
pub(super) fn of(shown: &Shown<'_>) -> Result<Profile, Failure> {
    let part = if shown.source.element().is_complex() { Part::Magnitude } else { Part::Real };
    let found = profile(&shown.source, &shown.window, part, &mut |_| ControlFlow::Continue(()));
    let found = found.map_err(|error| unusable(shown.file, &error))?;
    found.ok_or_else(|| Failure::usage(format!("{} was not read to its end", shown.file)))
}

pub(super) fn lines(profile: &Profile, session: &Session) -> Vec<String> {
    let theme = session.theme(standard_output());
    let statistics = &profile.statistics;
    let line = |name: &str, value: String| format!("  {name:<10} {value}");
    let number = |value: f64| scalar_text(Scalar::F64(value), DIGITS);
    let mut lines: Vec<String> = [
        ("elements", statistics.count),
        ("zeros", statistics.zeros),
        ("NaN", statistics.not_a_number),
        ("+Inf", statistics.positive_infinities),
        ("-Inf", statistics.negative_infinities),
    ]
    .map(|(name, count)| line(name, count.to_string()))
    .into();
    let Some(finite) = statistics.finite else { return lines };
    let facts = [("min", finite.min), ("max", finite.max), ("mean", finite.mean), ("std", finite.deviation)];
    lines.extend(facts.map(|(name, value)| line(name, number(value))));
    let about = if profile.precision == Precision::Exact { "" } else { "about " };
    let quantiles = profile.quantiles.into_iter().flatten();
    lines.extend(SHARES.iter().zip(quantiles).map(|(share, value)| {
        line(&format!("{:.0} % below", share * 100.0), format!("{about}{}", number(value)))
    }));
    let histogram = if session.is_plain() {
        profile.histogram.iter().map(u64::to_string).collect::<Vec<_>>().join(" ")
    } else {
        bars(&profile.histogram, &theme.glyphs.bars)
    };
    lines.push(line("histogram", histogram));
    lines
}

/// A bar for each part of the range; what is not empty has the lowest bar at least.
fn bars(counts: &[u64], bars: &[&str]) -> String {
    let most = u128::from(counts.iter().copied().max().unwrap_or(0).max(1));
    let steps = bars.len() as u128 - 1;
    let bar = |&count: &u64| match count {
        0 => " ",
        count => {
            let height = usize::try_from((u128::from(count) * steps).div_ceil(most)).unwrap_or(0);
            bars[height.min(bars.len() - 1)]
        }
    };
    counts.iter().map(bar).collect()
}

pub(super) fn json(profile: &Profile) -> Value {
    let statistics = &profile.statistics;
    let exact = |value: f64| serde_json::from_str(&number(&[Scalar::F64(value)])).unwrap_or(Value::Null);
    let fact = |value: fn(&crate::inspect::statistics::Finite) -> f64| {
        statistics.finite.as_ref().map_or(Value::Null, |finite| exact(value(finite)))
    };
    let quantiles = profile.quantiles.into_iter().flatten();
    let quantiles: Vec<Value> = SHARES
        .iter()
        .zip(quantiles)
        .map(|(share, value)| json!({ "share": share, "value": exact(value) }))
        .collect();
    json!({
        "count": statistics.count, "zeros": statistics.zeros, "nan": statistics.not_a_number,
        "positive_infinities": statistics.positive_infinities,
        "negative_infinities": statistics.negative_infinities,
        "min": fact(|finite| finite.min), "max": fact(|finite| finite.max),
        "mean": fact(|finite| finite.mean), "std": fact(|finite| finite.deviation),
        "quantiles": quantiles, "quantiles_exact": profile.precision == Precision::Exact,
        "histogram": profile.histogram,
    })
}
