//! Right answers to cases that nothing is stored for: from a program of the references alone, never from the
//! learner's process.

use super::compile::Compiler;
use super::plan::{Part, Plan};
use super::run::{Ran, Runner, Task};
use super::wire::Answer;
use super::{GradeError, Grader, Policy};
use crate::course::{Case, Completed, Exercise, Input, Origin};
use crate::sandbox::{Cancel, Program};
use crate::tensor::Tensor;
use std::time::Duration;

/// A program of all reference solutions.
#[derive(Debug)]
pub struct Solutions<'a> {
    grader: &'a Grader,
    program: Program,
}

/// Named tensors that a function returned; `None` where it gave no answer.
pub type Answered = Option<Vec<(String, Tensor)>>;

impl Grader {
    /// Links the reference solutions to a program.
    ///
    /// # Errors
    /// When the tool fails, or `cancel` is asked for.
    pub fn solutions(&self, cancel: &Cancel) -> Result<Solutions<'_>, GradeError> {
        let course = self.course();
        let compiler: Compiler<'_> = self.compiler(Policy::Refuse, cancel);
        let program = compiler.references(&Plan::new(course, |_| Part::Reference))?;
        Ok(Solutions { grader: self, program })
    }
}

impl Solutions<'_> {
    /// What the reference of a function gives for each set of inputs, all of one case's shapes.
    ///
    /// # Errors
    /// When the tool fails, or `cancel` is asked for.
    pub fn answers(
        &self,
        exercise: &Exercise,
        inputs: &[(&Case, Vec<Input>)],
        cancel: &Cancel,
    ) -> Result<Vec<Answered>, GradeError> {
        let tasks: Vec<Task<'_>> =
            inputs.iter().map(|(case, inputs)| Task::new(exercise, case, inputs)).collect();
        let course = self.grader.course();
        let mut runner = Runner {
            sandbox: self.grader.sandbox(),
            limits: &course.limits,
            cancel,
            program: &self.program,
            spent: Duration::ZERO,
        };
        let answer = |ran| match ran {
            Ran::Answered(Answer::Returned(outputs)) => Some(outputs),
            Ran::Answered(Answer::Panicked { .. }) | Ran::Died(..) | Ran::Skipped => None,
        };
        Ok(runner.once(&tasks)?.into_iter().map(|run| answer(run.result)).collect())
    }

    /// Cases with their right answers; one for which the reference has none is left out.
    ///
    /// The tolerance needs Σ|terms| of each output. A function that adds up products gives it when it is asked for
    /// the magnitudes of its inputs; for any other that is at least of the right size.
    ///
    /// # Errors
    /// When the tool fails, or `cancel` is asked for.
    pub fn complete(
        &self,
        exercise: &Exercise,
        cases: Vec<Case>,
        cancel: &Cancel,
    ) -> Result<Vec<Completed>, GradeError> {
        let mut asked = Vec::new();
        for case in &cases {
            let inputs = exercise.inputs(case)?;
            let magnitudes = inputs.iter().map(magnitude).collect();
            asked.extend([(case, inputs), (case, magnitudes)]);
        }
        let answers = self.answers(exercise, &asked, cancel)?;
        let answers: Vec<[Answered; 2]> =
            answers.chunks_exact(2).map(|pair| [pair[0].clone(), pair[1].clone()]).collect();
        let complete = |(case, [right, magnitudes]): (Case, [Answered; 2])| {
            Some(completed(exercise, case, right?, &magnitudes.unwrap_or_default()))
        };
        Ok(cases.into_iter().zip(answers).filter_map(complete).collect())
    }
}

fn completed(
    exercise: &Exercise,
    case: Case,
    right: Vec<(String, Tensor)>,
    magnitudes: &[(String, Tensor)],
) -> Completed {
    let stored = |name: &str| {
        let declared = exercise.output(name);
        declared.is_some_and(|output| output.origin == Origin::Stored)
    };
    let outputs: Vec<(String, Tensor)> = right.into_iter().filter(|(name, _)| stored(name)).collect();
    let terms = outputs.iter().map(|(name, tensor)| {
        let summed = magnitudes.iter().find(|(other, _)| other == name);
        let all = summed.map_or(0.0, |(_, tensor)| largest(tensor)).max(largest(tensor));
        (name.clone(), all)
    });
    Completed { terms: terms.collect(), case, outputs }
}

fn largest(tensor: &Tensor) -> f64 {
    let sizes = tensor.scalars().map(|cell| cell.to_f64().abs()).filter(|size| size.is_finite());
    sizes.fold(0.0, f64::max)
}

/// The same input without signs; what is no real number stays as it is.
fn magnitude(input: &Input) -> Input {
    let tensor = match &input.tensor {
        Tensor::F64(cells) => Tensor::F64(cells.mapv(f64::abs)),
        Tensor::F32(cells) => Tensor::F32(cells.mapv(f32::abs)),
        other => other.clone(),
    };
    Input { tensor, ..input.clone() }
}
