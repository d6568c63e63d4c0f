//! Masks: what the true cells have in common instead of what they should.

use super::Question;
use crate::grade::diagnosis::evidence::Sample;
use ndarray::{ArrayD, Axis};

/// Which cells of a tensor would be marked, and how that is said of `x`.
type Mark = (&'static str, fn(&ArrayD<f64>) -> ArrayD<bool>);

/// What holds of every pair of an expected and an actual cell, and how that is said.
type Pairwise = (fn(f64, f64) -> bool, &'static str);

const MARKS: &[Mark] = &[
    ("where {} is smallest", |values| equal_to(values, extreme(values, f64::min))),
    ("where {} has its largest magnitude", |values| {
        let sizes = values.mapv(f64::abs);
        equal_to(&sizes, extreme(&sizes, f64::max))
    }),
    ("in the upper left corner of {}", |values| {
        let mut marks = ArrayD::from_elem(values.raw_dim(), false);
        marks.iter_mut().take(1).for_each(|mark| *mark = true);
        marks
    }),
    ("where {} is positive", |values| values.mapv(|value| value > 0.0)),
    ("where {} is not negative", |values| values.mapv(|value| value >= 0.0)),
    ("where {} is negative", |values| values.mapv(|value| value < 0.0)),
    ("where {} is above its mean", |values| {
        let mean = values.mean().unwrap_or_default();
        values.mapv(|value| value > mean)
    }),
    ("where {} is largest, but only if that is positive", |values| {
        equal_to(values, extreme(values, f64::max).max(0.0))
    }),
    ("where {} is largest in its column", |values| along(values, 0)),
    ("where {} is largest in its row", |values| along(values, values.ndim().saturating_sub(1))),
    ("where {} is largest as a whole number", |values| {
        let whole = values.mapv(f64::trunc);
        equal_to(&whole, extreme(&whole, f64::max))
    }),
    ("where {} is about as large as its largest", |values| {
        let most = extreme(values, f64::max);
        values.mapv(|value| (most - value).abs() <= 1e-6 * most.abs().max(1e-3))
    }),
];

/// True and false exchanged.
pub(super) fn inverted(question: &Question<'_>) -> Option<String> {
    let opposite = |(expected, actual): (&f64, &f64)| (*expected == 0.0) != (*actual == 0.0);
    let all = question.outputs().all(|output| output.expected.iter().zip(&output.actual).all(opposite));
    all.then(|| "true where it should be false, and false where it should be true".to_owned())
}

/// A mask that follows another property of an argument.
pub(super) fn marked(question: &Question<'_>) -> Option<String> {
    // The right cases count as well: a mask of them must follow the same property.
    let answered = question.evidence.answered(question.declared);
    question.exercise.arguments.iter().map(|argument| &argument.name).find_map(|name| {
        let follows = |mark: fn(&ArrayD<f64>) -> ArrayD<bool>| {
            answered.iter().all(|Sample { examined, output }| {
                let input = examined.inputs.iter().find(|input| input.input.name == *name);
                input.is_some_and(|input| {
                    input.values.shape() == output.actual.shape()
                        && mark(&input.values)
                            .iter()
                            .zip(&output.actual)
                            .all(|(&mark, &value)| mark == (value != 0.0))
                })
            })
        };
        let (words, _) = MARKS.iter().find(|(_, mark)| follows(*mark))?;
        Some(format!("true {}", words.replace("{}", &format!("`{name}`"))))
    })
}

/// As many cells are true as should be, but others.
pub(super) fn misplaced(question: &Question<'_>) -> Option<String> {
    let count = |mask: &ArrayD<f64>| mask.iter().filter(|value| **value != 0.0).count();
    let one = |question: &Question<'_>| {
        question.outputs().all(|output| count(&output.expected) == 1 && count(&output.actual) == 1)
    };
    one(question).then(|| "true in one cell, as it should be, but in another one".to_owned())
}

/// Every true cell is there, or no other.
pub(super) fn too_many_or_few(question: &Question<'_>) -> Option<String> {
    let each = |holds: fn(f64, f64) -> bool| {
        question.outputs().all(|output| {
            let pairs = output.expected.iter().zip(&output.actual);
            pairs.into_iter().all(|(&expected, &actual)| holds(expected, actual))
        })
    };
    let kinds: [Pairwise; 2] = [
        (|expected, actual| actual >= expected, "true where it should be, but elsewhere as well"),
        (
            |expected, actual| actual <= expected,
            "false where it should be, but not true everywhere that it should be",
        ),
    ];
    kinds.into_iter().find(|(holds, _)| each(*holds)).map(|(_, words)| words.to_owned())
}

fn extreme(values: &ArrayD<f64>, better: fn(f64, f64) -> f64) -> f64 {
    values.iter().copied().reduce(better).unwrap_or_default()
}

fn equal_to(values: &ArrayD<f64>, wanted: f64) -> ArrayD<bool> {
    values.mapv(|value| value.total_cmp(&wanted).is_eq())
}

/// The largest of every lane along an axis.
fn along(values: &ArrayD<f64>, axis: usize) -> ArrayD<bool> {
    let mut marks = ArrayD::from_elem(values.raw_dim(), false);
    for (lane, mut marks) in values.lanes(Axis(axis)).into_iter().zip(marks.lanes_mut(Axis(axis))) {
        let most = lane.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        marks.zip_mut_with(&lane, |mark, &value| *mark = value >= most);
    }
    marks
}
