//! One version of one function, among the references of all that it needs: for authors and for fresh cases.

use super::compile::Failures;
use super::intake::Submission;
use super::judge::{Actual, judge};
use super::plan::{Part, Plan, mentioned};
use super::run::{Ran, Runner, Task};
use super::terms::Sensor;
use super::wire::Answer;
use super::{CaseOutcome, GradeError, Grader, Policy, Verdict};
use crate::course::{Case, Exercise, Input};
use crate::sandbox::{Cancel, Program};
use std::path::Path;
use std::time::Duration;

/// A compiled version of a function.
#[derive(Debug)]
pub struct Probe<'a> {
    grader: &'a Grader,
    program: Program,
    prints: Prints,
}

/// What becomes of what the function prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prints {
    Kept,
    /// Prints of a program that holds references are nobody's to see.
    Discarded,
}

/// Why there is nothing to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Never one of a run.
    pub verdict: Verdict,
    /// What the compiler or the intake said first.
    pub reason: String,
}

/// How many times each case is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passes {
    /// Once.
    One,
    /// In order, and in the reverse order in a fresh process.
    Both,
}

impl Grader {
    /// Compiles a function's text, with the references of those that it needs.
    ///
    /// # Errors
    /// When the tool fails, or `cancel` is asked for.
    pub fn probe(
        &self,
        exercise: &Exercise,
        text: &str,
        cancel: &Cancel,
    ) -> Result<Result<Probe<'_>, Unfit>, GradeError> {
        let submission = Submission::of(exercise, text).under(Policy::Refuse, self.course());
        self.probe_in(&submission, &exercise.name, Policy::Refuse, cancel)
    }

    /// Compiles a function of the submission at a path, in the way of [`Self::probe`].
    pub(super) fn probe_at(
        &self,
        submission: &Path,
        exercise: &Exercise,
        policy: Policy,
        cancel: &Cancel,
    ) -> Result<Result<Probe<'_>, Unfit>, GradeError> {
        let submission = Submission::read(self.course(), submission)?.under(policy, self.course());
        self.probe_in(&submission, &exercise.name, policy, cancel)
    }

    /// Compiles a function of a submission: the references stand in for those that it needs, and the submission's
    /// own files for any other that it names.
    fn probe_in(
        &self,
        submission: &Submission,
        name: &str,
        policy: Policy,
        cancel: &Cancel,
    ) -> Result<Result<Probe<'_>, Unfit>, GradeError> {
        let course = self.course();
        if let Some(unfit) = submission.unfit(name) {
            return Ok(Err(unfit));
        }
        let needs: Vec<&str> = course.all_needs(name).iter().map(|need| need.name.as_str()).collect();
        let own = |name: &str| submission.text(name).filter(|_| !needs.contains(&name));
        let known = course.exercise(name).map(|exercise| exercise.name.as_str());
        let included = mentioned(course, &Vec::from_iter(known), own);
        let plan = Plan::new(course, |exercise| match own(&exercise.name) {
            _ if needs.contains(&exercise.name.as_str()) => Part::Reference,
            Some(text) if included.contains(&exercise.name.as_str()) => Part::Own(text),
            _ => Part::StandIn,
        });
        let prints = if needs.is_empty() { Prints::Kept } else { Prints::Discarded };
        let (program, failures) = self.compiler(policy, cancel).compile(plan)?;
        Ok(match (unfit(&failures, name), program) {
            (None, Some(program)) => Ok(Probe { grader: self, program, prints }),
            (unfit, _) => Err(unfit.unwrap_or(Unfit {
                verdict: Verdict::InternalError,
                reason: "nothing was compiled".to_owned(),
            })),
        })
    }
}

fn unfit(failures: &Failures, name: &str) -> Option<Unfit> {
    let failure = failures.get(name)?;
    let first = failure.diagnostics.first();
    Some(Unfit {
        verdict: failure.verdict,
        reason: first.map_or_else(|| failure.verdict.words(), |first| first.message.clone()),
    })
}

impl Probe<'_> {
    /// What the function gives for inputs of its case's shapes; `None` where it gives no answer.
    pub(super) fn answer(
        &self,
        exercise: &Exercise,
        case: &Case,
        inputs: &[Input],
        cancel: &Cancel,
    ) -> Result<Option<Actual>, GradeError> {
        let run = self.runner(cancel).once(&[Task::new(exercise, case, inputs)])?.pop();
        Ok(match run.map(|run| run.result) {
            Some(Ran::Answered(Answer::Returned(outputs))) => Some(outputs),
            _ => None,
        })
    }

    /// Asks the function for other inputs than those of its cases.
    pub(super) fn sensor<'a>(&'a self, cancel: &'a Cancel) -> Sensor<'a> {
        let limits = &self.grader.course().limits;
        Sensor { sandbox: self.grader.sandbox(), limits, cancel, program: &self.program }
    }

    fn runner<'a>(&'a self, cancel: &'a Cancel) -> Runner<'a> {
        Runner {
            sandbox: self.grader.sandbox(),
            limits: &self.grader.course().limits,
            cancel,
            program: &self.program,
            spent: Duration::ZERO,
        }
    }

    /// Every case of an exercise, judged; the exercise may be one with other cases than the course's.
    ///
    /// # Errors
    /// When the tool fails, or `cancel` is asked for.
    pub fn judge(
        &self,
        exercise: &Exercise,
        passes: Passes,
        cancel: &Cancel,
    ) -> Result<Vec<(CaseOutcome, Actual)>, GradeError> {
        let tasks = Task::all(exercise)?;
        let mut runner = self.runner(cancel);
        let runs = match passes {
            Passes::One => runner.once(&tasks)?.into_iter().map(|run| (run, None)).collect(),
            Passes::Both => runner.run(&tasks)?,
        };
        let judged =
            tasks.iter().zip(&runs).map(|(task, (first, second))| judge(task, first, second.as_ref()));
        let mut judged = judged.collect::<Result<Vec<_>, _>>()?;
        if self.prints == Prints::Discarded {
            for (case, _) in &mut judged {
                case.discard_prints();
            }
        }
        Ok(judged)
    }
}
