//! Relations that hold cell by cell: a factor, an offset, a function of the expected value.

use super::sources::repeated;
use super::{Compared, Question};
use crate::course::Case;
use crate::grade::diagnosis::evidence::Sample;
use crate::grade::diagnosis::expression::{Quantity, quantity};
use crate::tensor::{DType, MAPS, Map};
use ndarray::ArrayD;

/// A test of one cell, and the word for those that pass it.
type Special = (fn(f64) -> bool, &'static str);

const EXPECTED: &str = "what is expected";

/// The same special number in every cell of every case, right or wrong.
pub(super) fn constant(question: &Question<'_>) -> Option<String> {
    let answered = question.evidence.answered(question.declared);
    special(question, |is| answered.iter().all(|sample| sample.output.actual.iter().all(|&value| is(value))))
}

/// The same special number in every wrong cell, where others are right.
pub(super) fn wrong_constant(question: &Question<'_>) -> Option<String> {
    special(question, |is| question.outputs().all(|output| wrong(output).all(|(_, value)| is(value))))
}

fn special(question: &Question<'_>, all: impl Fn(fn(f64) -> bool) -> bool) -> Option<String> {
    let numbers: [Special; 4] = [
        (|value| value == 0.0, "0"),
        (f64::is_nan, "NaN, which is no number"),
        (|value| value == f64::NEG_INFINITY, "minus infinity"),
        (f64::is_infinite, "infinite"),
    ];
    let logical: [Special; 2] = [(|value| value == 0.0, "false"), (|value| value != 0.0, "true")];
    let words: &[_] = if question.is_logical() { &logical } else { &numbers };
    words.iter().find(|(is, _)| all(*is)).map(|(_, words)| (*words).to_owned())
}

/// One number in every cell of every failing case.
pub(super) fn same_number(question: &Question<'_>) -> Option<String> {
    let first = *question.samples.first()?.output.actual.iter().next()?;
    let same =
        question.outputs().all(|output| output.actual.iter().all(|value| value.total_cmp(&first).is_eq()));
    let mut expected = question.outputs().flat_map(|output| &output.expected);
    let first_expected = *expected.next()?;
    // Where one number is expected throughout, that there is another one says nothing.
    let differs = expected.any(|value| value.total_cmp(&first_expected).is_ne());
    (same && differs).then(|| Quantity::Number(first + 0.0).text())
}

/// An argument is added or missing, possibly several times.
pub(super) fn offset_by_argument<'a>(question: &Question<'a>) -> Option<String> {
    arguments(question).into_iter().find_map(|(name, parts)| {
        let times = |(sample, part): (&Sample<'a>, &ArrayD<f64>)| {
            let output = sample.output;
            let difference = &output.actual - &output.expected;
            let (at, _) = part.iter().enumerate().max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()))?;
            let times = difference.iter().nth(at)? / part.iter().nth(at)?;
            let predicted = &output.expected + &(part * times);
            (times != 0.0 && output.all_close(&predicted, &output.actual))
                .then_some((sample.examined.case, times))
        };
        let values: Vec<(&Case, f64)> =
            question.samples.iter().zip(&parts).map(times).collect::<Option<_>>()?;
        let words = match quantity(question.exercise, &values)? {
            Quantity::Number(number) if (number + 1.0).abs() < 1e-6 => format!("{EXPECTED} without `{name}`"),
            Quantity::Number(number) if (number + 2.0).abs() < 1e-6 => {
                format!("{EXPECTED} with `{name}` subtracted instead of added")
            }
            several => format!("{EXPECTED} plus {}", several.times(&format!("`{name}`"))),
        };
        Some(words)
    })
}

/// A function of the expected value, or of its part that an argument is added to.
pub(super) fn mapped(question: &Question<'_>) -> Option<String> {
    let answered = question.evidence.answered(question.declared);
    let always = |map: fn(f64) -> f64| {
        let fits = |output: &Compared<'_>| output.all_close(&output.expected.mapv(map), &output.actual);
        answered.iter().all(|sample| fits(sample.output))
    };
    let all_zero = question.outputs().all(|output| output.actual.iter().all(|&value| value == 0.0));
    bases(question).into_iter().find_map(|base| {
        MAPS.iter().find_map(|&Map { apply: map, before, after, .. }| {
            let fits = |((sample, expected), actual): ((&Sample<'_>, &ArrayD<f64>), &ArrayD<f64>)| {
                sample.output.all_close(&expected.mapv(map), actual)
            };
            let holds = question.samples.iter().zip(&base.expected).zip(&base.actual).all(fits);
            let has = |is: fn(f64) -> bool| {
                base.expected.iter().any(|tensor| tensor.iter().any(|&value| is(value)))
            };
            // Of numbers of one sign only, or where nothing is left, too many functions are the same.
            let telling = has(|value| value < 0.0) && has(|value| value > 0.0) && !all_zero;
            let words = || base.say(&format!("{before}{}{after}", base.name));
            (holds && base.differs_from(map) && (telling || base.addend.is_none() && always(map))).then(words)
        })
    })
}

/// A multiple of the expected value.
pub(super) fn plain_multiple(question: &Question<'_>) -> Option<String> {
    multiple_of(question, &bases(question).into_iter().next()?)
}

/// A multiple of the part of the expected value that an argument is added to.
pub(super) fn multiple(question: &Question<'_>) -> Option<String> {
    bases(question).iter().skip(1).find_map(|base| multiple_of(question, base))
}

fn multiple_of<'a>(question: &Question<'a>, base: &Base) -> Option<String> {
    let pairs = question.samples.iter().zip(&base.expected).zip(&base.actual);
    let factor = |((sample, expected), actual): ((&Sample<'a>, &ArrayD<f64>), &ArrayD<f64>)| {
        let cells = expected.iter().copied().zip(actual.iter().copied());
        Some((sample.examined.case, factor(sample.output, cells)?))
    };
    let values: Vec<(&Case, f64)> = pairs.map(factor).collect::<Option<_>>()?;
    Some(base.say(&quantity(question.exercise, &values)?.times(&base.name)))
}

/// A multiple of the expected value in the wrong cells.
pub(super) fn wrong_multiple<'a>(question: &Question<'a>) -> Option<String> {
    let factor =
        |sample: &Sample<'a>| Some((sample.examined.case, factor(sample.output, wrong(sample.output))?));
    let values: Vec<(&Case, f64)> = question.samples.iter().map(factor).collect::<Option<_>>()?;
    Some(quantity(question.exercise, &values)?.times(EXPECTED))
}

/// The expected value and a number.
pub(super) fn offset(question: &Question<'_>) -> Option<String> {
    offset_in(question, |output| Box::new(output.expected.iter().copied().zip(output.actual.iter().copied())))
}

/// The expected value and a number, in the wrong cells.
pub(super) fn wrong_offset(question: &Question<'_>) -> Option<String> {
    offset_in(question, |output| Box::new(wrong(output)))
}

type Cells<'a> = Box<dyn Iterator<Item = (f64, f64)> + 'a>;

fn offset_in<'a>(question: &Question<'a>, cells: impl Fn(&'a Compared<'a>) -> Cells<'a>) -> Option<String> {
    let offset = |sample: &Sample<'a>| {
        let pairs: Vec<(f64, f64)> = cells(sample.output).collect();
        let (expected, actual) = *pairs.first()?;
        let offset = actual - expected;
        let fits = pairs.iter().all(|&(expected, actual)| sample.output.is_close(expected + offset, actual));
        (fits && offset.is_finite()).then_some((sample.examined.case, offset))
    };
    let values: Vec<(&Case, f64)> = question.samples.iter().map(offset).collect::<Option<_>>()?;
    Some(match quantity(question.exercise, &values)? {
        Quantity::Number(number) if number < 0.0 => {
            format!("{EXPECTED} less {}", Quantity::Number(-number).text())
        }
        quantity => format!("{EXPECTED} plus {}", quantity.text()),
    })
}

/// The one factor between all pairs of cells, unless it is 0 or 1.
fn factor(output: &Compared<'_>, cells: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let cells: Vec<(f64, f64)> = cells.collect();
    let (expected, actual) = cells.iter().max_by(|(a, _), (b, _)| a.abs().total_cmp(&b.abs()))?;
    let factor = actual / expected;
    let fits = cells.iter().all(|&(expected, actual)| output.is_close(expected * factor, actual));
    let telling = factor.is_finite() && factor.abs() > 1e-12 && (factor - 1.0).abs() > 1e-6;
    (fits && telling).then_some(factor)
}

/// The wrong cells: expected and actual.
fn wrong<'a>(output: &'a Compared<'a>) -> impl Iterator<Item = (f64, f64)> + 'a {
    let mask = output.wrong.iter().flatten().copied();
    let pairs = output.expected.iter().copied().zip(output.actual.iter().copied());
    pairs.zip(mask).filter(|(_, wrong)| *wrong).map(|(pair, _)| pair)
}

/// The pairs that a relation may hold between: all, or all without an argument that is added to them.
struct Base {
    name: String,
    addend: Option<String>,
    expected: Vec<ArrayD<f64>>,
    actual: Vec<ArrayD<f64>>,
}

impl Base {
    /// Whether a function makes something else of any of the expected values.
    fn differs_from(&self, map: fn(f64) -> f64) -> bool {
        self.expected.iter().any(|tensor| tensor.iter().any(|&value| map(value).total_cmp(&value).is_ne()))
    }

    fn say(&self, words: &str) -> String {
        self.addend
            .as_ref()
            .map_or_else(|| words.to_owned(), |addend| format!("{words}, and `{addend}` added to that"))
    }
}

fn bases(question: &Question<'_>) -> Vec<Base> {
    let expected: Vec<ArrayD<f64>> = question.outputs().map(|output| output.expected.clone()).collect();
    let actual: Vec<ArrayD<f64>> = question.outputs().map(|output| output.actual.clone()).collect();
    let mut bases = Vec::new();
    for (name, parts) in arguments(question) {
        let less =
            |tensors: &[ArrayD<f64>]| tensors.iter().zip(&parts).map(|(all, part)| all - part).collect();
        let without = format!("{EXPECTED} without `{name}`");
        let (rest, rest_of_actual): (Vec<_>, Vec<_>) = (less(&expected), less(&actual));
        bases.push(Base {
            name: without.clone(),
            addend: Some(name),
            expected: rest.clone(),
            actual: rest_of_actual,
        });
        bases.push(Base { name: without, addend: None, expected: rest, actual: actual.clone() });
    }
    bases.insert(0, Base { name: EXPECTED.to_owned(), addend: None, expected, actual });
    bases
}

/// The drawn arguments that are smaller than the output and fit it when repeated, in every sample.
fn arguments(question: &Question<'_>) -> Vec<(String, Vec<ArrayD<f64>>)> {
    let fitting = |name: &str| -> Option<Vec<ArrayD<f64>>> {
        let part = |sample: &Sample<'_>| {
            let input = sample.examined.inputs.iter().find(|input| input.input.name == name)?;
            repeated(&input.values, sample.output.expected.shape())
        };
        let parts: Vec<ArrayD<f64>> = question.samples.iter().map(part).collect::<Option<_>>()?;
        let counts = parts.iter().any(|part| part.iter().any(|&value| value != 0.0));
        counts.then_some(parts)
    };
    let declared = question.exercise.arguments.iter();
    let real = declared.filter(|argument| matches!(argument.dtype, DType::F64 | DType::F32));
    real.filter_map(|argument| Some((argument.name.clone(), fitting(&argument.name)?))).collect()
}
