//! The judgement of one submission: its functions together, those that may suffer from another's mistake once more with
//! that one's reference, and what is told of each.

mod judged;

use super::compile::{Compiler, Failures};
use super::intake::{Source, Submission};
use super::judge::{Actual, judge};
use super::plan::{Part, Plan, mentioned};
use super::run::{Runner, Task};
use super::terms::Sensor;
use super::{
    CaseOutcome, Cause, ExerciseOutcome, GradeError, GradeEvent, Grader, Request, Verdict, diagnosis,
};
use crate::course::{Course, Exercise};
use crate::sandbox::{Cancel, Program};
use judged::Judged;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// One submission under judgement.
pub(super) struct Judgement<'a> {
    grader: &'a Grader,
    submission: &'a Submission,
    request: &'a Request,
    cancel: &'a Cancel,
    compiler: Compiler<'a>,
    /// Time that its cases have taken.
    spent: Duration,
    judged: BTreeMap<&'a str, Judged>,
}

impl<'a> Judgement<'a> {
    pub(super) fn new(
        grader: &'a Grader,
        submission: &'a Submission,
        request: &'a Request,
        cancel: &'a Cancel,
    ) -> Self {
        let compiler = grader.compiler(request.policy, cancel);
        let (spent, judged) = (Duration::ZERO, BTreeMap::new());
        Self { grader, submission, request, cancel, compiler, spent, judged }
    }

    /// The outcomes of the wanted functions, in their order.
    pub(super) fn of(
        mut self,
        wanted: &[&'a Exercise],
        emit: &mut dyn FnMut(GradeEvent),
    ) -> Result<Vec<ExerciseOutcome>, GradeError> {
        self.judge_own(wanted)?;
        self.isolate_blame(wanted)?;
        let mut outcomes = Vec::new();
        for exercise in wanted {
            let outcome = self.conclude(exercise, emit)?;
            emit(GradeEvent::ExerciseJudged(outcome.clone()));
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    /// Judges functions in a program of the learner's own versions alone; where one fails, also those it needs.
    fn judge_own(&mut self, wanted: &[&'a Exercise]) -> Result<(), GradeError> {
        let course = self.course();
        let included = mentioned(course, &with_needs(course, wanted), |name| self.submission.text(name));
        let plan = Plan::new(course, |exercise| match self.submission.text(&exercise.name) {
            Some(text) if included.contains(&exercise.name.as_str()) => Part::Own(text),
            _ => Part::StandIn,
        });
        let (program, failures) = self.compiler.compile(plan)?;
        self.judge_in(wanted, program.as_ref(), &failures)?;
        let failed = wanted.iter().filter(|exercise| self.may_be_misled(exercise));
        let needs: Vec<&Exercise> = failed.flat_map(|exercise| course.all_needs(&exercise.name)).collect();
        let unknown: Vec<&Exercise> = course
            .exercises
            .iter()
            .filter(|exercise| needs.iter().any(|need| need.name == exercise.name))
            .filter(|exercise| !self.judged.contains_key(exercise.name.as_str()))
            .collect();
        self.judge_in(&unknown, program.as_ref(), &failures)
    }

    fn judge_in(
        &mut self,
        exercises: &[&'a Exercise],
        program: Option<&Program>,
        failures: &Failures,
    ) -> Result<(), GradeError> {
        let mut runnable = Vec::new();
        for exercise in exercises {
            let judged = match (self.submission.source(&exercise.name), failures.get(&exercise.name)) {
                (Source::Missing, _) => Judged::without_cases(Verdict::Missing, Vec::new()),
                (Source::Refused(reason), _) => {
                    Judged::without_cases(Verdict::CompileError, vec![reason.clone()])
                }
                (_, Some(failure)) => Judged::not_compiled(exercise, failure),
                (Source::Text(_), None) => {
                    runnable.push(*exercise);
                    continue;
                }
            };
            self.judged.insert(&exercise.name, judged);
        }
        if let Some(program) = program {
            for (name, judged) in self.run(&runnable, program)? {
                self.judged.insert(name, judged);
            }
        }
        Ok(())
    }

    /// Every case of the given functions through one program.
    fn run(
        &mut self,
        exercises: &[&'a Exercise],
        program: &Program,
    ) -> Result<Vec<(&'a str, Judged)>, GradeError> {
        let mut tasks = Vec::new();
        for exercise in exercises {
            tasks.extend(Task::all(exercise)?);
        }
        let (sandbox, limits) = (self.grader.sandbox(), &self.course().limits);
        let mut runner = Runner { sandbox, limits, cancel: self.cancel, program, spent: self.spent };
        let runs = runner.run(&tasks)?;
        self.spent = runner.spent;
        let mut cases: BTreeMap<&str, Vec<(CaseOutcome, Actual)>> = BTreeMap::new();
        for (task, (first, second)) in tasks.iter().zip(&runs) {
            cases.entry(&task.exercise.name).or_default().push(judge(task, first, second.as_ref())?);
        }
        Ok(cases.into_iter().map(|(name, cases)| (name, Judged::of(cases, program))).collect())
    }

    /// Functions that failed while one that they need failed too run again with the references of those.
    fn isolate_blame(&mut self, wanted: &[&'a Exercise]) -> Result<(), GradeError> {
        let mut groups: BTreeMap<Vec<&'a str>, Vec<&'a Exercise>> = BTreeMap::new();
        for exercise in wanted.iter().filter(|exercise| self.may_be_misled(exercise)) {
            let needs = self.course().all_needs(&exercise.name);
            let guilty: Vec<&str> =
                needs.iter().map(|need| need.name.as_str()).filter(|name| self.failed(name)).collect();
            if !guilty.is_empty() {
                groups.entry(guilty).or_default().push(exercise);
            }
        }
        for (guilty, misled) in groups {
            self.retry(&misled, &guilty)?;
        }
        Ok(())
    }

    /// Judges `misled` again, with the references of `guilty` in place of the learner's own.
    fn retry(&mut self, misled: &[&'a Exercise], guilty: &[&'a str]) -> Result<(), GradeError> {
        let course = self.course();
        let own = |name: &str| self.submission.text(name).filter(|_| !guilty.contains(&name));
        let included: BTreeSet<&str> =
            mentioned(course, &with_needs(course, misled), own).into_iter().collect();
        let plan = Plan::new(course, |exercise| match own(&exercise.name) {
            _ if guilty.contains(&exercise.name.as_str()) => Part::Reference,
            Some(text) if included.contains(exercise.name.as_str()) => Part::Own(text),
            _ => Part::StandIn,
        });
        let (program, failures) = self.compiler.compile(plan)?;
        let Some(program) = program else { return Ok(()) };
        // What does not compile without the learner's own helper keeps the verdict that it had with it.
        let retried: Vec<&Exercise> =
            misled.iter().copied().filter(|exercise| !failures.contains_key(&exercise.name)).collect();
        for (name, mut judged) in self.run(&retried, &program)? {
            if judged.verdict == Verdict::Passed && self.failed_visibly(name) {
                judged.cause = self.cause(name, guilty);
            }
            for (case, _) in &mut judged.cases {
                case.discard_prints();
            }
            self.judged.insert(name, judged);
        }
        Ok(())
    }

    fn cause(&self, misled: &str, guilty: &[&str]) -> Option<Cause> {
        let first = guilty.first()?;
        let names = guilty.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
        let verdict = self.judged.get(first)?.verdict.words();
        let message =
            format!("`{misled}` itself is right: with a correct {names} it passes. Yours: {verdict}.");
        Some(Cause { exercise: (*first).to_owned(), message })
    }

    fn failed(&self, name: &str) -> bool {
        self.judged.get(name).is_some_and(|judged| judged.verdict != Verdict::Passed)
    }

    /// Whether it failed in a case that may be spoken of.
    fn failed_visibly(&self, name: &str) -> bool {
        let cases = self.judged.get(name).map_or(&[][..], |judged| &judged.cases);
        cases.iter().any(|(case, _)| case.is_visible() && case.verdict != Verdict::Passed)
    }

    /// Whether a failure may be that of a needed function: it ran, and failed.
    fn may_be_misled(&self, exercise: &Exercise) -> bool {
        self.judged.get(exercise.name.as_str()).is_some_and(|judged| {
            !judged.cases.is_empty() && !matches!(judged.verdict, Verdict::Passed | Verdict::NotStarted)
        })
    }

    const fn course(&self) -> &'a Arc<Course> {
        self.grader.course()
    }

    /// The final outcome of a function, its cases told one by one.
    fn conclude(
        &mut self,
        exercise: &Exercise,
        emit: &mut dyn FnMut(GradeEvent),
    ) -> Result<ExerciseOutcome, GradeError> {
        let judged = self.judged.remove(exercise.name.as_str());
        let mut judged = judged.unwrap_or_else(|| Judged::without_cases(Verdict::InternalError, Vec::new()));
        judged.withhold_hidden();
        let (sandbox, limits) = (self.grader.sandbox(), &self.course().limits);
        let sensor = judged.program.as_ref();
        let sensor = sensor.map(|program| Sensor { sandbox, limits, cancel: self.cancel, program });
        let diagnosis = diagnosis::diagnose(exercise, &judged.cases, sensor.as_ref())?;
        for (case, actual) in &judged.cases {
            emit(GradeEvent::CaseJudged {
                exercise: exercise.name.clone(),
                case: case.clone(),
                actual: actual.clone(),
            });
        }
        let hints_used = self.request.hints_used.get(&exercise.name).copied().unwrap_or(0);
        Ok(ExerciseOutcome { diagnosis, hints_used, ..judged.into_outcome(exercise) })
    }
}

/// The names of exercises and of all that they need; some more than once.
fn with_needs<'a>(course: &'a Course, exercises: &[&'a Exercise]) -> Vec<&'a str> {
    let needs = exercises.iter().flat_map(|exercise| course.all_needs(&exercise.name));
    exercises.iter().copied().chain(needs).map(|exercise| exercise.name.as_str()).collect()
}
