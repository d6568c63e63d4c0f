//! A wrong shape, explained by the formulas of the output's axes with the numbers put in.

use crate::course::{Case, Exercise, Formula, Output, SymbolKind};
use crate::grade::{OutputOutcome, Verdict};

/// So many axes are explained; the rest is alike.
const MOST: usize = 2;

/// Why the first output of a wrong shape should have another one.
pub(in crate::grade) fn explain(
    exercise: &Exercise,
    case: &Case,
    outputs: &[OutputOutcome],
) -> Option<String> {
    let wrong = outputs.iter().find(|output| output.verdict == Verdict::WrongShape)?;
    let actual = wrong.actual_shape.as_ref()?;
    let declared =
        exercise.outputs.iter().find(|output| output.name == wrong.name && output.each.is_none())?;
    let expected = &wrong.expected_shape;
    if actual.len() != expected.len() {
        return Some(format!(
            "`{}` has {}; yours has {}.",
            wrong.name,
            axes(declared),
            counted(actual.len())
        ));
    }
    let differing = (0..expected.len()).filter(|&axis| expected[axis] != actual[axis]);
    let sentences: Vec<String> = differing
        .take(MOST)
        .map(|axis| {
            let length = worked_out(exercise, case, &declared.axes[axis], expected[axis]);
            format!("{length}; yours has {} along axis {axis}.", actual[axis])
        })
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// `4 axes (m, n_H, n_W, n_C)`.
fn axes(declared: &Output) -> String {
    let names: Vec<String> = declared.axes.iter().map(|axis| pretty(axis.text())).collect();
    match names.len() {
        0 => "no axes: it is a single number".to_owned(),
        count => format!("{} ({})", counted(count), names.join(", ")),
    }
}

fn counted(axes: usize) -> String {
    if axes == 1 { "1 axis".to_owned() } else { format!("{axes} axes") }
}

/// `n_H = (n_H_prev − f + 2·pad) / stride + 1 = (5 − 3 + 2·1) / 2 + 1 = 3`.
fn worked_out(exercise: &Exercise, case: &Case, axis: &Formula, length: usize) -> String {
    let derived = exercise.symbols.iter().find(|symbol| symbol.name == axis.text());
    let formula = derived.and_then(|symbol| match &symbol.kind {
        SymbolKind::Formula(formula) => Some(formula),
        SymbolKind::Range(..) | SymbolKind::Choice(_) => None,
    });
    let formula_of_axis = formula.unwrap_or(axis);
    let mut steps = vec![pretty(axis.text())];
    for step in [pretty(formula_of_axis.text()), pretty(&with_numbers(formula_of_axis, case))] {
        if steps.last() != Some(&step) && step != length.to_string() {
            steps.push(step);
        }
    }
    let rounded = if formula_of_axis.rounds(&case.symbols) { ", rounded down" } else { "" };
    format!("{} = {length}{rounded}", steps.join(" = "))
}

/// The formula's text with every symbol's value in its place.
fn with_numbers(formula: &Formula, case: &Case) -> String {
    let mut text = String::new();
    let mut word = String::new();
    for character in formula.text().chars().chain([' ']) {
        if character.is_ascii_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        match case.symbols.get(&word) {
            Some(value) => text.push_str(&value.to_string()),
            None => text.push_str(&word),
        }
        word.clear();
        text.push(character);
    }
    text.trim_end().to_owned()
}

fn pretty(text: &str) -> String {
    text.replace(" * ", "·").replace('*', "·").replace('-', "−")
}
