//! Random cases against the reference: finds one that a function fails, and makes it as small as it gets.

mod shrink;

use super::judge::Actual;
use super::probe::{Passes, Probe};
use super::{CaseOutcome, GradeError, Grader, Policy, Solutions, Unfit, Verdict};
use crate::course::{Case, Course, Exercise, Fresh, FreshCases, Visibility};
use crate::sandbox::Cancel;
use std::path::Path;
use std::sync::Arc;

/// A function under test, and what tells right answers.
#[derive(Debug)]
pub struct Fuzzer<'a> {
    exercise: &'a Exercise,
    probe: Probe<'a>,
    solutions: Solutions<'a>,
    cancel: &'a Cancel,
}

/// A case that was tried.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What the case was made from; its id follows from it.
    pub fresh: Fresh,
    /// The exercise with this case alone, its right answers included.
    pub exercise: Exercise,
    /// What became of it.
    pub outcome: CaseOutcome,
    /// What the function returned; empty where it returned nothing.
    pub actual: Actual,
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Search {
    /// Cases that were run, without those of shrinking.
    pub tried: usize,
    /// Cases that failed among others, and passed when they were run again alone.
    pub unconfirmed: usize,
    /// The first failing case, shrunk.
    pub counterexample: Option<Trial>,
}

/// Cases that are made and run at once.
const BATCH: usize = 25;

impl Grader {
    /// Compiles a function of a submission to be tried on fresh cases, with the references of those that it needs;
    /// or why there is nothing to try.
    ///
    /// # Errors
    /// When the tool fails, or `cancel` is asked for.
    pub fn fuzzer<'a>(
        &'a self,
        submission: &Path,
        exercise: &'a Exercise,
        policy: Policy,
        cancel: &'a Cancel,
    ) -> Result<Result<Fuzzer<'a>, Unfit>, GradeError> {
        let probe = match self.probe_at(submission, exercise, policy, cancel)? {
            Ok(probe) => probe,
            Err(unfit) => return Ok(Err(unfit)),
        };
        Ok(Ok(Fuzzer { exercise, probe, solutions: self.solutions(cancel)?, cancel }))
    }

    /// The same grader for its course with `count` fresh cases more in each exercise, the same for the same seed.
    /// Their details are for nobody to see.
    ///
    /// # Errors
    /// When the tool fails, or `cancel` is asked for.
    pub fn with_fresh_cases(self, seed: u64, count: usize, cancel: &Cancel) -> Result<Self, GradeError> {
        let mut course = Course::clone(self.course());
        {
            let solutions = self.solutions(cancel)?;
            for exercise in &mut course.exercises {
                let fresh = FreshCases::new(exercise, seed).take(count).enumerate();
                let cases = fresh.filter_map(|(number, fresh)| exercise.fresh_case(number + 1, &fresh).ok());
                let hidden = cases.map(|case| Case { visibility: Visibility::Hidden, ..case });
                let completed = solutions.complete(exercise, hidden.collect(), cancel)?;
                exercise.add_cases(completed);
            }
        }
        Ok(self.for_course(Arc::new(course)))
    }
}

impl Fuzzer<'_> {
    /// Tries so many fresh cases of a seed, until one fails.
    ///
    /// # Errors
    /// When the tool fails, or the search is cancelled.
    pub fn search(&self, seed: u64, cases: usize) -> Result<Search, GradeError> {
        let mut fresh = FreshCases::new(self.exercise, seed).take(cases);
        let mut search = Search { tried: 0, unconfirmed: 0, counterexample: None };
        loop {
            let batch: Vec<Fresh> = fresh.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(search);
            }
            for trial in self.run(&batch)? {
                search.tried += 1;
                if !trial.fails() {
                    continue;
                }
                // What failed among others must fail alone, or it depends on what was called before.
                let alone = self.replay(&trial.fresh)?;
                let Some(alone) = alone.filter(Trial::fails) else {
                    search.unconfirmed += 1;
                    continue;
                };
                search.counterexample = Some(self.shrink(alone)?);
                return Ok(search);
            }
        }
    }

    /// One case in a fresh process; `None` where it is no case of this exercise, or the reference has no answer.
    ///
    /// # Errors
    /// When the tool fails, or it is cancelled.
    pub fn replay(&self, fresh: &Fresh) -> Result<Option<Trial>, GradeError> {
        Ok(self.run(std::slice::from_ref(fresh))?.pop())
    }

    /// The cases in one process, each judged; those that are none, or that the reference has no answer to, left out.
    fn run(&self, fresh: &[Fresh]) -> Result<Vec<Trial>, GradeError> {
        let numbered = (1..).zip(fresh);
        let cases = numbered.filter_map(|(number, fresh)| self.exercise.fresh_case(number, fresh).ok());
        let completed = self.solutions.complete(self.exercise, cases.collect(), self.cancel)?;
        let exercise = self.exercise.with_cases(completed.clone());
        let judged = self.probe.judge(&exercise, Passes::One, self.cancel)?;
        let described = |case: &Case| fresh.get(case.number()?.checked_sub(1)?).cloned();
        let trials = completed.into_iter().zip(judged).filter_map(|(completed, (outcome, actual))| {
            let fresh = described(&completed.case)?;
            Some(Trial { fresh, exercise: self.exercise.with_cases(vec![completed]), outcome, actual })
        });
        Ok(trials.collect())
    }
}

impl Trial {
    /// Whether the function was run and did not give the right answer.
    #[must_use]
    pub fn fails(&self) -> bool {
        !matches!(self.outcome.verdict, Verdict::Passed | Verdict::Skipped)
    }

    /// The case itself.
    #[must_use]
    pub fn case(&self) -> Option<&Case> {
        self.exercise.cases.first()
    }
}
