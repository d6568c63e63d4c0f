//! Something else in place of the result: an input, another output.

use super::Question;
use crate::course::Case;
use crate::grade::diagnosis::evidence::Sample;
use crate::grade::diagnosis::expression::{Quantity, quantity};
use ndarray::{ArrayD, IxDyn};

/// An argument as it came in, or repeated over the whole output.
pub(super) fn argument(question: &Question<'_>) -> Option<String> {
    question.exercise.arguments.iter().find_map(|argument| {
        let name = &argument.name;
        let mut unchanged = true;
        let empty_handed = question.outputs().all(|output| output.actual.iter().all(|&value| value == 0.0));
        let holds = question.samples.iter().all(|sample| {
            let inputs = &sample.examined.inputs;
            let input = inputs.iter().find(|input| input.input.name == *name);
            input.is_some_and(|input| {
                let output = sample.output;
                unchanged &= input.values.shape() == output.actual.shape();
                repeated(&input.values, output.actual.shape())
                    .is_some_and(|values| output.all_close(&values, &output.actual))
            })
        });
        let words =
            || if unchanged { format!("`{name}`, unchanged") } else { format!("nothing but `{name}`") };
        (holds && !empty_handed).then(words)
    })
}

/// An argument times or over an expression of the symbols.
pub(super) fn multiple_of_argument<'a>(question: &Question<'a>) -> Option<String> {
    let declared = question.exercise.arguments.iter();
    declared.filter(|argument| argument.dtype == question.declared.dtype).find_map(|argument| {
        let factor = |sample: &Sample<'a>| {
            let input = sample.examined.inputs.iter().find(|input| input.input.name == argument.name)?;
            let output = sample.output;
            let values = repeated(&input.values, output.actual.shape())?;
            let pairs = values.iter().zip(&output.actual);
            let (from, to) = pairs.max_by(|(a, _), (b, _)| a.abs().total_cmp(&b.abs()))?;
            let factor = to / from;
            let fits =
                factor.is_finite() && factor != 0.0 && output.all_close(&(&values * factor), &output.actual);
            fits.then_some((sample.examined.case, factor))
        };
        let factors: Vec<(&Case, f64)> = question.samples.iter().map(factor).collect::<Option<_>>()?;
        let inverse: Vec<(&Case, f64)> = factors.iter().map(|(case, factor)| (*case, 1.0 / factor)).collect();
        let name = format!("`{}`", argument.name);
        let divisor = quantity(question.exercise, &inverse);
        let is_sum = matches!(divisor, Some(Quantity::Shifted { .. } | Quantity::Sum(..)));
        let factor = quantity(question.exercise, &factors).filter(|_| !is_sum);
        factor.map(|factor| factor.times(&name)).or_else(|| divisor.map(|divisor| divisor.under(&name)))
    })
}

/// Numbers out of an argument as they came in, where the expected ones are computed.
pub(super) fn picked(question: &Question<'_>) -> Option<String> {
    let is_among = |values: &[f64], value: f64| {
        value == 0.0 || values.binary_search_by(|other| other.total_cmp(&value)).is_ok()
    };
    question.exercise.arguments.iter().map(|argument| &argument.name).find_map(|name| {
        let (mut picked, mut expected, mut zeros, mut single) = (true, true, false, true);
        let mut telling = 0;
        for Sample { examined, output } in &question.samples {
            let input = examined.inputs.iter().find(|input| input.input.name == *name)?;
            let mut values: Vec<f64> = input.values.iter().copied().collect();
            values.sort_by(f64::total_cmp);
            picked &= output.actual.iter().all(|&value| is_among(&values, value));
            expected &= output.expected.iter().all(|&value| is_among(&values, value));
            zeros |= output.actual.iter().any(|&value| value == 0.0);
            single &= values.len() == 1;
            telling += output.actual.iter().filter(|value| **value != 0.0).count();
        }
        let holds = picked && !expected && telling >= 2 * super::ENOUGH;
        let source =
            if single { format!("`{name}`") } else { format!("a number out of `{name}`, as it came in") };
        holds.then(|| if zeros { format!("{source}, or 0") } else { source })
    })
}

/// What another output should have been.
pub(super) fn another_output(question: &Question<'_>) -> Option<String> {
    let others = question.exercise.outputs.iter().filter(|other| other.name != question.declared.name);
    others.map(|other| &other.name).find_map(|name| {
        let holds = question.all(|sample| {
            let other = sample.examined.outputs.iter().find(|output| output.declared.name == *name);
            other.is_some_and(|other| sample.output.all_close(&other.expected, &sample.output.actual))
        });
        holds.then(|| format!("what `{name}` should be"))
    })
}

/// A tensor repeated along axes of length 1 and along leading axes until it has a shape.
pub(super) fn repeated(values: &ArrayD<f64>, shape: &[usize]) -> Option<ArrayD<f64>> {
    if values.len() == 1 {
        let value = values.iter().next().copied()?;
        return Some(ArrayD::from_elem(IxDyn(shape), value));
    }
    values.broadcast(IxDyn(shape)).map(|view| view.to_owned())
}
