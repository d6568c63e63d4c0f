//! A wrong shape: which formula it seems to follow.

use super::moved::agreement;
use super::{Finding, Question};
use crate::course::{Case, Exercise, Output, SymbolKind};
use crate::grade::diagnosis::Reach;
use crate::grade::diagnosis::evidence::planes;
use crate::grade::diagnosis::expression::quantity;
use std::collections::BTreeMap;

/// What a symbol would have to be.
enum Instead<'a> {
    Number(i64),
    Times(i64),
    Symbol(&'a str),
}

impl Instead<'_> {
    fn value(&self, symbol: &str, symbols: &BTreeMap<String, i64>) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Times(times) => Some(times * symbols.get(symbol)?),
            Self::Symbol(name) => symbols.get(*name).copied(),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Times(2) => "twice as large".to_owned(),
            Self::Times(times) => format!("{times} times as large"),
            Self::Symbol(name) => format!("`{name}`"),
        }
    }
}

/// The formula that the shapes of the samples seem to follow, or by how much they are off.
pub(super) fn finding(question: &Question<'_>) -> Option<Finding> {
    let name = &question.declared.name;
    let several = question.samples.len() > 1;
    let sentence = as_if(question)
        .map(|words| format!("`{name}` has the shape that would be right if {words}."))
        .or_else(|| differences(question).map(|words| format!("`{name}` is {words}.")))?;
    let known = question.all(|sample| agreement(sample.output, (0, 0)).is_some_and(|agreeing| agreeing > 0));
    let rest = if known { " The cells that yours and the expected one both have agree." } else { "" };
    Some(Finding { sentence: format!("{sentence}{rest}"), certain: several, reach: Reach::Numbers })
}

/// Symbols and what they would have to be.
type Hypothesis<'a> = Vec<(&'a str, &'a Instead<'a>)>;

/// The symbol that, were it something else, would explain the shape in every answered case, wrong or right; or the
/// two that are height and width.
fn as_if(question: &Question<'_>) -> Option<String> {
    let exercise = question.exercise;
    let numeric = exercise.symbols.iter().filter(|symbol| !matches!(symbol.kind, SymbolKind::Choice(_)));
    let names: Vec<&str> = numeric.map(|symbol| symbol.name.as_str()).collect();
    let numbers = [0, 1, 2, 3].map(Instead::Number).into_iter().chain([2, -1].map(Instead::Times));
    let instead: Vec<Instead<'_>> = numbers.chain(names.iter().map(|name| Instead::Symbol(name))).collect();
    let single = names.iter().flat_map(|name| instead.iter().map(move |instead| vec![(*name, instead)]));
    let pairs: Vec<(Instead<'_>, Instead<'_>)> = planes(exercise)
        .into_iter()
        .map(|(down, right)| (Instead::Symbol(down), Instead::Symbol(right)))
        .chain([1, 2, 3].map(|number| (Instead::Number(number), Instead::Number(number))))
        .collect();
    let both = planes(exercise).into_iter().flat_map(|(down, right)| {
        pairs.iter().map(move |(first, second)| vec![(down, first), (right, second)])
    });
    let candidates: Vec<Hypothesis<'_>> = single.chain(both).collect();
    let rank = question.declared.axes.len();
    let extents = std::iter::once(Extent::All).chain((0..rank).map(Extent::Axis));
    extents.into_iter().find_map(|extent| {
        let hypothesis = candidates.iter().find(|candidate| explains(question, candidate, extent))?;
        let parts = hypothesis.iter().map(|(symbol, instead)| format!("`{symbol}` were {}", instead.words()));
        let words = parts.collect::<Vec<String>>().join(" and ");
        Some(match extent {
            Extent::All => words,
            Extent::Axis(axis) => format!("{words} along {}", question.axis(axis)),
        })
    })
}

/// Which axes a hypothesis is about.
#[derive(Clone, Copy)]
enum Extent {
    All,
    Axis(usize),
}

fn explains(question: &Question<'_>, hypothesis: &Hypothesis<'_>, extent: Extent) -> bool {
    question.evidence.answered(question.declared).iter().all(|sample| {
        let all = shape(question.exercise, sample.examined.case, question.declared, hypothesis);
        let predicted = match (all, extent) {
            (Some(all), Extent::Axis(axis)) => {
                let mut shape = sample.output.expected.shape().to_vec();
                shape[axis] = all[axis];
                Some(shape)
            }
            (all, _) => all,
        };
        predicted.as_deref() == Some(sample.output.actual.shape())
    })
}

/// The shape of an output if some symbols had other values.
fn shape(
    exercise: &Exercise,
    case: &Case,
    declared: &Output,
    hypothesis: &Hypothesis<'_>,
) -> Option<Vec<usize>> {
    let mut symbols = case.symbols.clone();
    for (symbol, instead) in hypothesis {
        symbols.insert((*symbol).to_owned(), instead.value(symbol, &case.symbols)?);
    }
    // A derived symbol may stand before the one that it derives from.
    for _ in 0..2 {
        let given = |name: &str| hypothesis.iter().any(|(symbol, _)| *symbol == name);
        for derived in exercise.symbols.iter().filter(|derived| !given(&derived.name)) {
            if let SymbolKind::Formula(formula) = &derived.kind {
                symbols.insert(derived.name.clone(), formula.evaluate(&symbols).ok()?);
            }
        }
    }
    declared.axes.iter().map(|axis| usize::try_from(axis.evaluate(&symbols).ok()?).ok()).collect()
}

/// By how much each axis is too long or too short, where that is the same expression in every sample.
fn differences(question: &Question<'_>) -> Option<String> {
    let rank = question.declared.axes.len();
    if !question.outputs().all(|output| output.actual.ndim() == rank) {
        return Some("a tensor of another rank".to_owned());
    }
    let mut words = Vec::new();
    for axis in 0..rank {
        let values: Vec<(&Case, i64)> = question
            .samples
            .iter()
            .map(|sample| {
                let length = |shape: &[usize]| i64::try_from(shape[axis]).unwrap_or(i64::MAX);
                let output = sample.output;
                (sample.examined.case, length(output.actual.shape()) - length(output.expected.shape()))
            })
            .collect();
        if values.iter().all(|(_, difference)| *difference == 0) {
            continue;
        }
        let sign = if values.iter().all(|(_, difference)| *difference >= 0) { 1 } else { -1 };
        #[expect(clippy::cast_precision_loss, reason = "lengths of axes are far below 2^53")]
        let sizes: Vec<(&Case, f64)> =
            values.iter().map(|(case, difference)| (*case, (sign * difference) as f64)).collect();
        let by = amount(question, &sizes)?;
        let direction = if sign > 0 { "too long" } else { "too short" };
        words.push(format!("{by} {direction} along {}", question.axis(axis)));
    }
    (!words.is_empty()).then(|| words.join(" and "))
}

fn amount(question: &Question<'_>, sizes: &[(&Case, f64)]) -> Option<String> {
    let (_, first) = *sizes.first()?;
    if sizes.iter().all(|(_, size)| (size - first).abs() < 0.5) {
        return Some(first.to_string());
    }
    quantity(question.exercise, sizes).map(|quantity| quantity.text())
}
