//! A backward function against central differences through the reference of its forward function, cell by cell.
//!
//! The loss is L = Σ g·y, where y are the forward function's outputs and g the gradients that the backward function
//! is given: what it returns for an input x must be ∂L/∂x ≈ (L(x + h) − L(x − h)) / 2h. Where the slopes to both
//! sides differ, as at a tie for a maximum, there is no gradient, and the cell is left out.

mod matching;

use super::judge::Actual;
use super::probe::Probe;
use super::{GradeError, Grader, Policy, Solutions, Unfit};
use crate::course::{Case, Exercise, Input};
use crate::sandbox::Cancel;
use crate::tensor::{Scalar, Tensor};
use matching::Matching;
use ndarray::{ArrayD, Dimension, IxDyn};
use std::path::Path;

/// The gradients of one case.
#[derive(Clone, Debug)]
pub struct GradientCheck {
    /// The case's id.
    pub case: String,
    /// One for each output that is a gradient, in the order of the outputs.
    pub gradients: Vec<CheckedGradient>,
}

/// One output of a backward function.
#[derive(Clone, Debug)]
pub struct CheckedGradient {
    /// Its name, with `[t]` filled in.
    pub output: String,
    /// The forward function's argument whose gradient this is.
    pub argument: String,
    /// Central differences, of the argument's shape; 0 where there is no gradient.
    pub numerical: Tensor,
    /// As the function returned it; `None` where its shape or type is another.
    pub actual: Option<Tensor>,
    /// |actual − numerical| ÷ the larger of both, 0 within the limit; 0 as well where there is no gradient.
    pub relative_error: ArrayD<f64>,
    /// Cells that disagree.
    pub wrong: ArrayD<bool>,
    /// Cells without a gradient.
    pub left_out: usize,
}

impl CheckedGradient {
    /// The index of the cell that disagrees most; `None` where all agree.
    #[must_use]
    pub fn worst(&self) -> Option<Vec<usize>> {
        let wrong = self.relative_error.indexed_iter().filter(|(index, _)| self.wrong[index.slice()]);
        wrong.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(index, _)| index.slice().to_vec())
    }

    /// How many cells disagree.
    #[must_use]
    pub fn wrong_cells(&self) -> usize {
        self.wrong.iter().filter(|&&wrong| wrong).count()
    }
}

/// Why gradients were not checked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NoGradient {
    /// The function's name.
    #[error("`{0}` is no backward function: its exercise names no `gradient_of`")]
    NotBackward(String),
    /// Names and shapes leave open what is what.
    #[error("the arguments of `{backward}` do not tell those of `{forward}`: {reason}")]
    Unmatched {
        /// The name of the function under check.
        backward: String,
        /// The name of the function whose gradient it computes.
        forward: String,
        /// What was looked for in vain.
        reason: String,
    },
    /// The learner's function cannot be run.
    #[error("there is nothing to check: {}", .0.reason)]
    Unfit(Unfit),
    /// The name of the function, learner's or reference, that panicked or ran out of time.
    #[error("`{0}` gave no answer in this case")]
    NoAnswer(String),
}

/// The step, relative to the largest cell of the tensor.
const STEP: f64 = 1e-5;
/// What a relative error may be: far above that of the differences, far below that of a mistake.
const LIMIT: f64 = 1e-5;
/// How far the slopes to both sides may differ, relative to the larger one.
const KINK: f64 = 1e-3;
/// Cells whose differences are computed at once.
const BATCH: usize = 256;

impl Grader {
    /// Checks a backward function of a submission in one case.
    ///
    /// # Errors
    /// When the tool fails, or `cancel` is asked for.
    pub fn check_gradient(
        &self,
        submission: &Path,
        exercise: &Exercise,
        case: &Case,
        policy: Policy,
        cancel: &Cancel,
    ) -> Result<Result<GradientCheck, NoGradient>, GradeError> {
        let matching = match Matching::find(self.course(), exercise) {
            Ok(matching) => matching,
            Err(reason) => return Ok(Err(reason)),
        };
        let probe = match self.probe_at(submission, exercise, policy, cancel)? {
            Ok(probe) => probe,
            Err(unfit) => return Ok(Err(NoGradient::Unfit(unfit))),
        };
        let run = Run { matching, case, solutions: self.solutions(cancel)?, cancel };
        run.check(&probe)
    }
}

/// One case under check.
struct Run<'a> {
    matching: Matching<'a>,
    case: &'a Case,
    solutions: Solutions<'a>,
    cancel: &'a Cancel,
}

impl Run<'_> {
    fn check(&self, probe: &Probe<'_>) -> Result<Result<GradientCheck, NoGradient>, GradeError> {
        let Matching { backward, forward, .. } = self.matching;
        let given = backward.inputs(self.case)?;
        let inputs = match self.matching.forward_inputs(self.case, &given) {
            Ok(inputs) => inputs,
            Err(reason) => return Ok(Err(reason)),
        };
        let Some(outputs) = self.forward(vec![inputs.clone()])?.pop().flatten() else {
            return Ok(Err(NoGradient::NoAnswer(forward.name.clone())));
        };
        let given = self.matching.backward_inputs(given, &inputs, &outputs);
        let Some(actual) = probe.answer(backward, self.case, &given, self.cancel)? else {
            return Ok(Err(NoGradient::NoAnswer(backward.name.clone())));
        };
        let weights = self.matching.weights(&given);
        let mut gradients = Vec::new();
        for (output, argument) in &self.matching.gradients {
            let differences = self.differences(&inputs, argument, &weights)?;
            gradients.push(differences.against(output, argument, &actual));
        }
        Ok(Ok(GradientCheck { case: self.case.id.clone(), gradients }))
    }

    fn forward(&self, inputs: Vec<Vec<Input>>) -> Result<Vec<Option<Actual>>, GradeError> {
        let asked: Vec<(&Case, Vec<Input>)> = inputs.into_iter().map(|inputs| (self.case, inputs)).collect();
        self.solutions.answers(self.matching.forward, &asked, self.cancel)
    }

    /// The loss where one cell of one argument is moved to both sides, for every cell.
    fn differences(
        &self,
        inputs: &[Input],
        argument: &str,
        weights: &[(&str, Tensor)],
    ) -> Result<Differences, GradeError> {
        let moved = inputs.iter().find(|input| input.name == argument);
        let cells =
            moved.and_then(|input| input.tensor.as_f64()).map(|cells| cells.to_owned()).unwrap_or_default();
        let largest = cells.iter().fold(0.0, |largest: f64, cell| largest.max(cell.abs()));
        let step = STEP * if largest > 0.0 { largest } else { 1.0 };
        let with_cell = |place: usize, change: f64| -> Vec<Input> {
            let mut changed = cells.clone();
            if let Some(cell) = changed.iter_mut().nth(place) {
                *cell += change;
            }
            let replaced = |input: &Input| {
                let tensor =
                    if input.name == argument { Tensor::F64(changed.clone()) } else { input.tensor.clone() };
                Input { tensor, ..input.clone() }
            };
            inputs.iter().map(replaced).collect()
        };
        let loss =
            |answer: Option<Actual>| answer.map_or((f64::NAN, f64::NAN), |outputs| loss(&outputs, weights));
        let (here, magnitude) = self.forward(vec![inputs.to_vec()])?.pop().map_or((f64::NAN, f64::NAN), loss);
        let mut sides = Vec::with_capacity(cells.len());
        let places: Vec<usize> = (0..cells.len()).collect();
        for places in places.chunks(BATCH) {
            let asked = places.iter().flat_map(|&place| [with_cell(place, step), with_cell(place, -step)]);
            let losses: Vec<f64> =
                self.forward(asked.collect())?.into_iter().map(|answer| loss(answer).0).collect();
            sides.extend(losses.chunks_exact(2).map(|pair| (pair[0], pair[1])));
        }
        // Both losses are rounded; what cancels in their difference does not cancel there.
        let noise = 16.0 * f64::EPSILON * magnitude / step;
        Ok(Differences { shape: cells.shape().to_vec(), here, sides, step, noise })
    }
}

/// Σ g·y over the weighted outputs, and Σ|g·y|.
fn loss(outputs: &Actual, weights: &[(&str, Tensor)]) -> (f64, f64) {
    let products = weights.iter().flat_map(|(name, weights)| {
        let output =
            outputs.iter().filter(move |(other, _)| other == name).flat_map(|(_, tensor)| tensor.scalars());
        weights.scalars().zip(output).map(|(weight, cell)| weight.to_f64() * cell.to_f64())
    });
    products.fold((0.0, 0.0), |(sum, sizes), product| (sum + product, sizes + product.abs()))
}

/// The losses around one argument.
struct Differences {
    shape: Vec<usize>,
    here: f64,
    /// For each cell: a step up, a step down.
    sides: Vec<(f64, f64)>,
    step: f64,
    noise: f64,
}

impl Differences {
    /// The slope at each cell; `None` where there is none.
    fn slopes(&self) -> Vec<Option<f64>> {
        let slope = |&(up, down): &(f64, f64)| {
            let (right, left) = ((up - self.here) / self.step, (self.here - down) / self.step);
            let bend = (right - left).abs();
            let smooth = bend <= KINK * right.abs().max(left.abs()) + self.noise;
            smooth.then_some((up - down) / (2.0 * self.step))
        };
        self.sides.iter().map(slope).collect()
    }

    fn against(&self, output: &str, argument: &str, actual: &Actual) -> CheckedGradient {
        let slopes = self.slopes();
        let shape = || IxDyn(&self.shape);
        let array = |cells: Vec<f64>| ArrayD::from_shape_vec(shape(), cells).unwrap_or_default();
        let actual = actual.iter().find(|(name, _)| name == output).map(|(_, tensor)| tensor.clone());
        let actual = actual.filter(|tensor| tensor.shape() == self.shape && tensor.as_f64().is_some());
        let found: Vec<f64> = actual.as_ref().map_or_else(
            || vec![f64::NAN; slopes.len()],
            |tensor| tensor.scalars().map(Scalar::to_f64).collect(),
        );
        let errors: Vec<f64> = slopes
            .iter()
            .zip(found)
            .map(|(slope, found)| slope.map_or(0.0, |slope| self.error(slope, found)))
            .collect();
        CheckedGradient {
            output: output.to_owned(),
            argument: argument.to_owned(),
            numerical: Tensor::F64(array(slopes.iter().map(|slope| slope.unwrap_or(0.0)).collect())),
            wrong: array(errors.clone()).mapv(|error| error != 0.0),
            relative_error: array(errors),
            left_out: slopes.iter().filter(|slope| slope.is_none()).count(),
            actual,
        }
    }

    fn error(&self, slope: f64, found: f64) -> f64 {
        let size = slope.abs().max(found.abs());
        let error = ((found - slope).abs() - self.noise) / size;
        // NaN is beyond every limit.
        if size == 0.0 || error <= LIMIT { 0.0 } else { error }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differences(function: impl Fn(f64) -> f64, at: &[f64]) -> Differences {
        let step = 1e-5;
        let sides = at.iter().map(|&x| (function(x + step), function(x - step))).collect();
        Differences { shape: vec![at.len()], here: function(at[0]), sides, step, noise: 1e-9 }
    }

    #[test]
    fn a_kink_has_no_slope() {
        assert_eq!(differences(f64::abs, &[0.0]).slopes(), [None]);
        let slope = differences(|x| x * x, &[3.0]).slopes()[0].unwrap();
        assert!((slope - 6.0).abs() < 1e-6, "{slope}");
    }

    #[test]
    fn only_what_disagrees_by_more_than_rounding_is_wrong() {
        let differences = differences(|x| 2.0 * x, &[1.0, 1.0, 1.0]);
        let row = |cells: [f64; 3]| Tensor::F64(ArrayD::from_shape_vec(IxDyn(&[3]), cells.to_vec()).unwrap());
        let checked = differences.against("dx", "x", &vec![("dx".to_owned(), row([2.0, 2.0 + 1e-8, 1.0]))]);
        assert_eq!(checked.wrong.iter().copied().collect::<Vec<_>>(), [false, false, true]);
        assert!((checked.relative_error[[2]] - 0.5).abs() < 1e-6);
        let absent = differences.against("dx", "x", &Actual::new());
        assert!(absent.actual.is_none() && absent.wrong.iter().all(|&wrong| wrong));
    }
}
