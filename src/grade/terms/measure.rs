//! Running a function with one input cell kept and the others zero.

use super::Model;
use crate::course::{Case, Exercise, Input, Limits};
use crate::grade::judge::Actual;
use crate::grade::run::{Ran, Runner, Task};
use crate::grade::wire::Answer;
use crate::grade::{GradeError, Grader, Policy, Unfit};
use crate::sandbox::{Cancel, Program, Sandbox};
use crate::tensor::{Scalar, Tensor};
use std::path::Path;
use std::time::Duration;

/// A compiled function that can be asked for its outputs.
pub(in crate::grade) struct Sensor<'a> {
    pub(in crate::grade) sandbox: &'a Sandbox,
    pub(in crate::grade) limits: &'a Limits,
    pub(in crate::grade) cancel: &'a Cancel,
    pub(in crate::grade) program: &'a Program,
}

/// All measurements of one case may take so long.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is too large to be measured.
#[derive(Clone, Copy, Debug)]
pub(in crate::grade) struct Bounds {
    /// The most cells of the argument.
    pub(in crate::grade) cells: usize,
    /// The most pairs of cells of the argument and an output.
    pub(in crate::grade) pairs: usize,
}

/// Where several cases are measured at every failure.
pub(in crate::grade) const DIAGNOSIS: Bounds = Bounds { cells: 400, pairs: 400_000 };
/// Where one case is measured that somebody looks at.
const STEPPER: Bounds = Bounds { cells: 2000, pairs: 4_000_000 };

/// What every cell of an argument contributes to every cell of one output.
#[derive(Clone, Debug)]
pub(in crate::grade) struct Weights {
    pub(in crate::grade) output: String,
    pub(in crate::grade) shape: Vec<usize>,
    /// The argument's cells, in C order.
    pub(in crate::grade) inputs: Vec<f64>,
    /// The output where the whole argument is zero, in C order.
    pub(in crate::grade) base: Vec<f64>,
    /// Contributions: a row for each cell of the output, a column for each cell of the argument.
    contributions: Vec<f64>,
}

impl Weights {
    /// What a cell of the argument contributes to a cell of the output.
    pub(in crate::grade) fn contribution(&self, output: usize, input: usize) -> f64 {
        self.contributions.get(output * self.inputs.len() + input).copied().unwrap_or(0.0)
    }

    /// The number that a cell of the argument was multiplied with; 0 for what is 0 itself.
    pub(in crate::grade) fn weight(&self, output: usize, input: usize) -> f64 {
        let value = self.inputs.get(input).copied().unwrap_or(0.0);
        if value == 0.0 { 0.0 } else { self.contribution(output, input) / value }
    }

    /// The base and all contributions to a cell of the output.
    pub(in crate::grade) fn total(&self, output: usize) -> f64 {
        let row = output * self.inputs.len()..(output + 1) * self.inputs.len();
        let base = self.base.get(output).copied().unwrap_or(0.0);
        base + self.contributions.get(row).map_or(0.0, |row| row.iter().sum())
    }
}

impl Sensor<'_> {
    /// The contributions to every output of the model; an output of another shape than `expected` is left out. `None`
    /// where the function gives no answer, or there are too many cells.
    pub(in crate::grade) fn weights(
        &self,
        exercise: &Exercise,
        case: &Case,
        inputs: &[Input],
        model: &Model,
        bounds: Bounds,
    ) -> Result<Option<Vec<Weights>>, GradeError> {
        let Some(measured) = inputs.iter().find(|input| input.name == model.argument) else {
            return Ok(None);
        };
        let cells: Vec<f64> = measured.tensor.scalars().map(Scalar::to_f64).collect();
        if cells.len() > bounds.cells {
            return Ok(None);
        }
        let only = |kept: Option<usize>| -> Vec<Input> {
            let keep =
                |place: usize, cell: &Scalar| if kept == Some(place) { *cell } else { Scalar::F64(0.0) };
            let all: Vec<Scalar> =
                measured.tensor.scalars().enumerate().map(|(place, cell)| keep(place, &cell)).collect();
            let tensor = Tensor::from_scalars(measured.tensor.dtype(), measured.tensor.shape(), &all);
            let replaced = |input: &Input| match &tensor {
                Some(tensor) if input.name == measured.name => {
                    Input { tensor: tensor.clone(), ..input.clone() }
                }
                _ => input.clone(),
            };
            inputs.iter().map(replaced).collect()
        };
        let places = std::iter::once(None).chain((0..cells.len()).map(Some));
        let asked: Vec<Vec<Input>> = places.map(only).collect();
        let Some(answers) = self.answers(exercise, case, &asked)? else { return Ok(None) };
        Ok(Some(
            model.sums.iter().filter_map(|sum| gathered(&sum.output, &cells, &answers, bounds)).collect(),
        ))
    }

    fn answers(
        &self,
        exercise: &Exercise,
        case: &Case,
        asked: &[Vec<Input>],
    ) -> Result<Option<Vec<Actual>>, GradeError> {
        let tasks: Vec<Task<'_>> = asked.iter().map(|inputs| Task::new(exercise, case, inputs)).collect();
        let Self { sandbox, limits, cancel, program } = *self;
        let spent = limits.submission.saturating_sub(PATIENCE);
        let runs = Runner { sandbox, limits, cancel, program, spent }.once(&tasks)?;
        let answer = |result: Ran| match result {
            Ran::Answered(Answer::Returned(outputs)) => Some(outputs),
            _ => None,
        };
        Ok(runs.into_iter().map(|run| answer(run.result)).collect())
    }
}

/// The contributions to one output; `None` where its shape changes.
fn gathered(name: &str, cells: &[f64], answers: &[Actual], bounds: Bounds) -> Option<Weights> {
    let tensors = answers.iter().map(|outputs| outputs.iter().find(|(output, _)| output == name));
    let tensors: Vec<&Tensor> =
        tensors.map(|found| found.map(|(_, tensor)| tensor)).collect::<Option<_>>()?;
    let (first, rest) = tensors.split_first()?;
    let base: Vec<f64> = first.scalars().map(Scalar::to_f64).collect();
    if rest.iter().any(|tensor| tensor.shape() != first.shape()) || base.len() * cells.len() > bounds.pairs {
        return None;
    }
    let mut contributions = vec![0.0; base.len() * cells.len()];
    for (input, tensor) in rest.iter().enumerate() {
        for (output, value) in tensor.scalars().map(Scalar::to_f64).enumerate() {
            contributions[output * cells.len() + input] = value - base[output];
        }
    }
    Some(Weights {
        output: name.to_owned(),
        shape: first.shape().to_vec(),
        inputs: cells.to_vec(),
        base,
        contributions,
    })
}

/// What a function really adds up in one case: for the stepper.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The argument whose cells were kept one by one.
    pub argument: String,
    /// Its shape.
    pub shape: Vec<usize>,
    outputs: Vec<Weights>,
}

/// A cell of the argument that counts for a cell of an output.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// The argument's cell.
    pub index: Vec<usize>,
    /// In the case's own inputs.
    pub value: f64,
    /// What the function adds for it.
    pub contribution: f64,
}

/// Why there is nothing measured.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unmeasured {
    /// The learner's function cannot be run.
    #[error("{}", .0.reason)]
    Unfit(Unfit),
    /// The name of the function: its family, or the sizes of the case, make it none.
    #[error("`{0}` is no weighted sum of its input in this case")]
    NotLinear(String),
    /// The function's name.
    #[error("`{0}` gave no answer when only one cell of its input was not zero, or its input is too large")]
    NoAnswer(String),
}

impl Grader {
    /// Measures what a function of a submission adds up in one case.
    ///
    /// # Errors
    /// When the tool fails, or `cancel` is asked for.
    pub fn measure(
        &self,
        submission: &Path,
        exercise: &Exercise,
        case: &Case,
        policy: Policy,
        cancel: &Cancel,
    ) -> Result<Result<Measured, Unmeasured>, GradeError> {
        let inputs = exercise.inputs(case)?;
        let Some(model) = Model::of(exercise, case, &inputs) else {
            return Ok(Err(Unmeasured::NotLinear(exercise.name.clone())));
        };
        let probe = match self.probe_at(submission, exercise, policy, cancel)? {
            Ok(probe) => probe,
            Err(unfit) => return Ok(Err(Unmeasured::Unfit(unfit))),
        };
        let outputs = probe.sensor(cancel).weights(exercise, case, &inputs, &model, STEPPER)?;
        let shape = inputs.iter().find(|input| input.name == model.argument);
        Ok(match (outputs, shape) {
            (Some(outputs), Some(input)) if !outputs.is_empty() => {
                Ok(Measured { argument: model.argument, shape: input.tensor.shape().to_vec(), outputs })
            }
            _ => Err(Unmeasured::NoAnswer(exercise.name.clone())),
        })
    }
}

impl Measured {
    /// What is made up for a test: one output of this shape, and what each cell of the argument contributes to each of
    /// its cells, row by row of the output.
    #[cfg(test)]
    pub(crate) fn made_up(
        argument: &str,
        inputs: &Tensor,
        output: &str,
        base: &Tensor,
        contribution: impl Fn(&[usize], &[usize]) -> f64,
    ) -> Self {
        let cells = |tensor: &Tensor| tensor.scalars().map(Scalar::to_f64).collect::<Vec<_>>();
        let count = inputs.scalars().count();
        let contributions = (0..base.scalars().count() * count)
            .map(|at| contribution(&unflat(base.shape(), at / count), &unflat(inputs.shape(), at % count)))
            .collect();
        let weights = Weights {
            output: output.to_owned(),
            shape: base.shape().to_vec(),
            inputs: cells(inputs),
            base: cells(base),
            contributions,
        };
        Self { argument: argument.to_owned(), shape: inputs.shape().to_vec(), outputs: vec![weights] }
    }

    /// What counts for one cell of an output, largest contribution first; `None` where there is no such cell.
    #[must_use]
    pub fn terms(&self, output: &str, cell: &[usize]) -> Option<Vec<Contribution>> {
        let weights = self.outputs.iter().find(|weights| weights.output == output)?;
        let at = flat(&weights.shape, cell)?;
        let counts = |(input, &value): (usize, &f64)| {
            let contribution = weights.contribution(at, input);
            (contribution != 0.0).then(|| Contribution {
                index: unflat(&self.shape, input),
                value,
                contribution,
            })
        };
        let mut terms: Vec<Contribution> = weights.inputs.iter().enumerate().filter_map(counts).collect();
        terms.sort_by(|one, other| other.contribution.abs().total_cmp(&one.contribution.abs()));
        Some(terms)
    }

    /// What a cell of an output is where the whole argument is zero.
    #[must_use]
    pub fn base(&self, output: &str, cell: &[usize]) -> Option<f64> {
        let weights = self.outputs.iter().find(|weights| weights.output == output)?;
        weights.base.get(flat(&weights.shape, cell)?).copied()
    }
}

/// The place of a cell in C order.
fn flat(shape: &[usize], cell: &[usize]) -> Option<usize> {
    let inside = shape.len() == cell.len() && shape.iter().zip(cell).all(|(length, place)| place < length);
    inside.then(|| shape.iter().zip(cell).fold(0, |at, (length, place)| at * length + place))
}

/// The index of a cell by its place in C order.
pub(in crate::grade) fn unflat(shape: &[usize], mut at: usize) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (place, length) in index.iter_mut().zip(shape).rev() {
        *place = at % length.max(&1);
        at /= length.max(&1);
    }
    index
}
