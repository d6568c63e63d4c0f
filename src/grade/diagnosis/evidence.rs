//! What is known of a function that failed: every case that it answered or panicked in, as numbers.

use crate::course::{Case, Exercise, Expected, Input, Output};
use crate::grade::judge::Actual;
use crate::grade::{CaseOutcome, Verdict};
use crate::tensor::{DType, Scalar, Tensor, wrong_cells};
use ndarray::{ArrayD, IxDyn};

/// All that a diagnosis may look at.
pub(super) struct Evidence<'a> {
    pub(super) exercise: &'a Exercise,
    /// As they were judged, all of them.
    pub(super) judged: &'a [(CaseOutcome, Actual)],
    /// Those that were answered or panicked in, in course order.
    pub(super) cases: Vec<Examined<'a>>,
}

/// One case.
pub(super) struct Examined<'a> {
    pub(super) case: &'a Case,
    pub(super) verdict: Verdict,
    pub(super) inputs: Vec<Argument>,
    /// Empty where the function panicked.
    pub(super) outputs: Vec<Compared<'a>>,
}

/// One input, as numbers.
pub(super) struct Argument {
    pub(super) input: Input,
    pub(super) values: ArrayD<f64>,
}

/// One output: what it should be and what it is, as numbers.
pub(super) struct Compared<'a> {
    pub(super) declared: &'a Output,
    pub(super) expected: ArrayD<f64>,
    pub(super) actual: ArrayD<f64>,
    /// The wrong cells; `None` where the shapes or the element types differ.
    pub(super) wrong: Option<ArrayD<bool>>,
    relative: f64,
    absolute: f64,
}

/// A failing output of one case.
#[derive(Clone, Copy)]
pub(super) struct Sample<'a> {
    pub(super) examined: &'a Examined<'a>,
    pub(super) output: &'a Compared<'a>,
}

/// Verdicts that say something about the values.
const TELLING: [Verdict; 4] = [Verdict::Passed, Verdict::WrongAnswer, Verdict::WrongShape, Verdict::Panicked];

/// The relative error that still counts as equal. A relation is no stricter than this, even where data only moves.
const CLOSE: f64 = 1e-9;
/// The same for values that cancel, relative to the largest of the output.
const CANCELLED: f64 = 1e-12;

impl<'a> Evidence<'a> {
    /// The evidence of a function that failed; `None` where its results cannot be relied on, or there are none.
    pub(super) fn gather(exercise: &'a Exercise, judged: &'a [(CaseOutcome, Actual)]) -> Option<Self> {
        if judged.iter().any(|(outcome, _)| outcome.verdict == Verdict::Nondeterministic) {
            return None;
        }
        let cases: Vec<Examined<'_>> = judged
            .iter()
            .filter(|(outcome, _)| TELLING.contains(&outcome.verdict))
            .filter_map(|(outcome, actual)| Examined::of(exercise, outcome, actual))
            .collect();
        cases.iter().any(Examined::fails).then_some(Self { exercise, judged, cases })
    }

    /// The cases in which a declared output was wrong.
    pub(super) fn samples(&'a self, declared: &Output) -> Vec<Sample<'a>> {
        self.answered(declared).into_iter().filter(|sample| sample.output.is_wrong()).collect()
    }

    /// The cases in which a declared output was returned, right or wrong.
    pub(super) fn answered(&'a self, declared: &Output) -> Vec<Sample<'a>> {
        let outputs = |examined: &'a Examined<'a>| {
            examined.outputs.iter().map(move |output| Sample { examined, output })
        };
        self.cases
            .iter()
            .flat_map(outputs)
            .filter(|sample| sample.output.declared.name == declared.name)
            .collect()
    }
}

impl<'a> Examined<'a> {
    fn of(exercise: &'a Exercise, outcome: &CaseOutcome, actual: &Actual) -> Option<Self> {
        let id = outcome.id.strip_prefix(&exercise.name)?.strip_prefix('/')?;
        let case = exercise.case(id)?;
        let argument = |input: Input| Argument { values: numbers(&input.tensor), input };
        let inputs = exercise.inputs(case).ok()?.into_iter().map(argument).collect();
        let outputs = if actual.is_empty() { Vec::new() } else { exercise.expected(case).ok()? };
        let outputs =
            outputs.iter().filter_map(|expected| Compared::of(exercise, expected, actual)).collect();
        Some(Self { case, verdict: outcome.verdict, inputs, outputs })
    }

    pub(super) fn fails(&self) -> bool {
        self.verdict != Verdict::Passed
    }
}

impl<'a> Compared<'a> {
    fn of(exercise: &'a Exercise, expected: &Expected, actual: &Actual) -> Option<Self> {
        let (_, actual) = actual.iter().find(|(name, _)| *name == expected.name)?;
        let declared = exercise.outputs.iter().find(|output| stands_for(&output.name, &expected.name))?;
        let same = expected.tensor.dtype() == actual.dtype() && expected.tensor.shape() == actual.shape();
        let wrong = same.then(|| wrong_cells(&expected.tensor, actual, expected.tolerance));
        let (expected_values, actual_values) = (numbers(&expected.tensor), numbers(actual));
        let (relative, absolute) = match declared.dtype {
            DType::F64 | DType::F32 => (
                expected.tolerance.relative.max(CLOSE),
                expected.tolerance.absolute.max(CANCELLED * largest(&expected_values)),
            ),
            DType::I64 | DType::U64 | DType::Bool => (0.0, 0.0),
        };
        Some(Self { declared, expected: expected_values, actual: actual_values, wrong, relative, absolute })
    }

    /// Whether anything about it is wrong.
    pub(super) fn is_wrong(&self) -> bool {
        self.wrong.as_ref().is_none_or(|wrong| wrong.iter().any(|&wrong| wrong))
    }

    /// Whether `value` is as good as `predicted`.
    pub(super) fn is_close(&self, predicted: f64, value: f64) -> bool {
        let difference = (predicted - value).abs();
        (predicted.is_nan() && value.is_nan())
            || predicted.total_cmp(&value).is_eq()
            || predicted.is_finite() && difference <= self.relative * predicted.abs() + self.absolute
    }

    /// Whether `values` has the shape of what was predicted, and every cell is as good as predicted.
    pub(super) fn all_close(&self, predicted: &ArrayD<f64>, values: &ArrayD<f64>) -> bool {
        predicted.shape() == values.shape()
            && predicted.iter().zip(values).all(|(&predicted, &value)| self.is_close(predicted, value))
    }

    /// Whether the elements are booleans, of which two are equal by chance half of the time.
    pub(super) fn is_logical(&self) -> bool {
        self.declared.dtype == DType::Bool
    }

    /// The axes drawn downwards and to the right: as the manifest says, else both of a matrix.
    pub(super) fn plane(&self) -> Option<(usize, usize)> {
        self.declared.roles.plane.or_else(|| (self.declared.axes.len() == 2).then_some((0, 1)))
    }
}

/// The pairs of symbols that are height and width of an argument or output.
pub(super) fn planes(exercise: &Exercise) -> Vec<(&str, &str)> {
    let arguments = exercise.arguments.iter().map(|argument| (&argument.axes, argument.roles.plane));
    let outputs = exercise.outputs.iter().map(|output| (&output.axes, output.roles.plane));
    let is_symbol = |name: &str| exercise.symbols.iter().any(|symbol| symbol.name == name);
    let mut planes: Vec<(&str, &str)> = arguments
        .chain(outputs)
        .filter_map(|(axes, plane)| {
            let (down, right) = plane.or_else(|| (axes.len() == 2).then_some((0, 1)))?;
            Some((axes.get(down)?.text(), axes.get(right)?.text()))
        })
        .filter(|(down, right)| down != right && is_symbol(down) && is_symbol(right))
        .collect();
    planes.sort_unstable();
    planes.dedup();
    planes
}

/// The largest magnitude among the finite values.
pub(super) fn largest(values: &ArrayD<f64>) -> f64 {
    values.iter().filter(|value| value.is_finite()).fold(0.0, |largest, value| value.abs().max(largest))
}

fn numbers(tensor: &Tensor) -> ArrayD<f64> {
    let mut scalars = tensor.scalars();
    ArrayD::from_shape_simple_fn(IxDyn(tensor.shape()), || scalars.next().map_or(0.0, Scalar::to_f64))
}

/// Whether a declared name, which may hold `[t]`, stands for a tensor's name.
fn stands_for(declared: &str, name: &str) -> bool {
    declared == name
        || declared.split_once("[t]").is_some_and(|(before, after)| {
            name.strip_prefix(before).is_some_and(|rest| rest.starts_with('[') && rest.ends_with(after))
        })
}
