//! The one function that judges a submission, for practice and for grading alike.

use super::compile::{Compiler, Failure, Failures};
use super::intake::{Source, Submission};
use super::judge::{Actual, judge};
use super::kit::Kit;
use super::plan::{Part, Plan, mentioned};
use super::run::{Runner, Task};
use super::terms::Sensor;
use super::toolchain::Toolchain;
use super::{
    CaseOutcome, Cause, CourseId, Diagnostic, ExerciseOutcome, GradeError, GradeEvent, KitProgress, Outcome,
    Points, Policy, Request, Setup, Verdict, diagnosis,
};
use crate::course::{Course, Exercise, Standing};
use crate::sandbox::{Attempt, Cancel, Fate, Layers, Level, Program, Sandbox};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Grades submissions of one course with one toolchain.
#[derive(Clone, Debug)]
pub struct Grader {
    course: Arc<Course>,
    toolchain: Toolchain,
    kit: Kit,
    sandbox: Sandbox,
    level: Level,
}

impl Grader {
    /// Finds the toolchain, builds or opens the kit, and finds the level of the sandbox by a canary.
    ///
    /// # Errors
    /// When there is no usable toolchain, or the kit cannot be built.
    pub fn prepare(
        course: Arc<Course>,
        setup: &Setup,
        progress: &mut dyn FnMut(KitProgress),
    ) -> Result<Self, GradeError> {
        std::fs::create_dir_all(&setup.cache).map_err(|source| GradeError::cache(&setup.cache, source))?;
        let toolchain = Toolchain::find(&setup.toolchain, &setup.cache)?;
        let kit = Kit::open(&toolchain, &course, &setup.cache, progress)?;
        let canary = canary(&kit)?;
        let (sandbox, level) = Sandbox::new(setup.launcher.clone()).settle(&canary, &kit.canary)?;
        Ok(Self { course, toolchain, kit, sandbox, level })
    }

    /// The same grader with other layers around programs, and around the tools that compile them. For tests that show
    /// what each layer is there for; no command does this.
    #[must_use]
    pub fn with_layers(self, programs: Layers, tools: Layers) -> Self {
        Self { sandbox: self.sandbox.with_layers(programs).with_tool_layers(tools), ..self }
    }

    /// The course that is graded.
    #[must_use]
    pub const fn course(&self) -> &Arc<Course> {
        &self.course
    }

    /// The same grader for another state of its course; what the kit is built from must be the same.
    pub(super) fn for_course(self, course: Arc<Course>) -> Self {
        Self { course, ..self }
    }

    pub(super) const fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    pub(super) fn compiler<'a>(&'a self, policy: Policy, cancel: &'a Cancel) -> Compiler<'a> {
        let Self { toolchain, kit, sandbox, course, .. } = self;
        Compiler { toolchain, kit, sandbox, limits: &course.limits, cancel, policy }
    }

    /// The level of confinement in force.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.level
    }

    /// The toolchain that compiles.
    #[must_use]
    pub const fn toolchain(&self) -> &Toolchain {
        &self.toolchain
    }

    /// What the canary can do where learners' programs run.
    ///
    /// # Errors
    /// When the canary does not do what it should.
    pub fn attempts(&self) -> Result<Vec<(Attempt, Fate)>, GradeError> {
        let canary = canary(&self.kit)?;
        Attempt::ALL
            .into_iter()
            .map(|attempt| Ok((attempt, self.sandbox.attempt(&canary, attempt)?)))
            .collect()
    }

    /// Grades the submission at a path: a folder, an archive or a single file.
    ///
    /// # Errors
    /// When there is nothing to grade, the tool fails or `cancel` is asked for; never because of what the submission
    /// does.
    pub fn grade(
        &self,
        submission: &Path,
        request: &Request,
        cancel: &Cancel,
        emit: &mut dyn FnMut(GradeEvent),
    ) -> Result<Outcome, GradeError> {
        self.judge(Submission::open(&self.course, submission)?, request, cancel, emit)
    }

    /// Grades a submission that was read before.
    ///
    /// # Errors
    /// When the tool fails or `cancel` is asked for; never because of what the submission does.
    pub fn judge(
        &self,
        submission: Submission,
        request: &Request,
        cancel: &Cancel,
        emit: &mut dyn FnMut(GradeEvent),
    ) -> Result<Outcome, GradeError> {
        let submission = submission.under(request.policy, &self.course);
        let wanted =
            |exercise: &&Exercise| request.exercises.is_empty() || request.exercises.contains(&exercise.name);
        let wanted: Vec<&Exercise> = self.course.exercises.iter().filter(wanted).collect();
        emit(GradeEvent::Compiling {
            exercises: wanted.iter().map(|exercise| exercise.name.clone()).collect(),
        });
        let mut trial = Trial {
            grader: self,
            submission: &submission,
            cancel,
            spent: Duration::ZERO,
            judged: BTreeMap::new(),
            policy: request.policy,
        };
        trial.judge_own(&wanted)?;
        trial.isolate_blame(&wanted)?;
        let mut exercises = Vec::new();
        for exercise in wanted {
            let outcome = trial.conclude(exercise, request, emit)?;
            emit(GradeEvent::ExerciseJudged(outcome.clone()));
            exercises.push(outcome);
        }
        let course = CourseId { id: self.course.id.clone(), version: self.course.version.clone() };
        Ok(Outcome { course, sandbox: self.level, exercises })
    }
}

fn canary(kit: &Kit) -> Result<Program, GradeError> {
    kit.program(&kit.canary).map_err(|source| GradeError::cache(&kit.canary, source))
}

/// One submission under judgement.
struct Trial<'a> {
    grader: &'a Grader,
    submission: &'a Submission,
    cancel: &'a Cancel,
    /// Time that its cases have taken.
    spent: Duration,
    judged: BTreeMap<&'a str, Judged>,
    policy: Policy,
}

/// What is known of one function.
#[derive(Clone, Debug)]
struct Judged {
    verdict: Verdict,
    cases: Vec<(CaseOutcome, Actual)>,
    diagnostics: Vec<Diagnostic>,
    cause: Option<Cause>,
    /// What it ran in.
    program: Option<Program>,
}

impl Judged {
    fn without_cases(verdict: Verdict, diagnostics: Vec<Diagnostic>) -> Self {
        Self { verdict, cases: Vec::new(), diagnostics, cause: None, program: None }
    }

    /// The worst verdict of any case; "not started" only where all cases say so.
    fn of(mut cases: Vec<(CaseOutcome, Actual)>, program: &Program) -> Self {
        let begun = cases.iter().any(|(case, _)| case.verdict != Verdict::NotStarted);
        for (case, _) in &mut cases {
            if begun && case.verdict == Verdict::NotStarted {
                case.verdict = Verdict::Panicked;
            }
        }
        let verdict = cases.iter().map(|(case, _)| case.verdict).min().unwrap_or(Verdict::Passed);
        Self { verdict, cases, diagnostics: Vec::new(), cause: None, program: Some(program.clone()) }
    }

    /// From here on nobody can tell what a hidden case was, the diagnosis included.
    fn withhold_hidden(&mut self) {
        let hidden = self.cases.iter_mut().filter(|(case, _)| !case.is_visible());
        for ((case, actual), number) in hidden.zip(1..) {
            case.withhold(number);
            actual.clear();
        }
    }
}

impl<'a> Trial<'a> {
    /// Judges functions in a program of the learner's own versions alone; where one fails, also those it needs.
    fn judge_own(&mut self, wanted: &[&'a Exercise]) -> Result<(), GradeError> {
        let course = &self.grader.course;
        let mut names: Vec<&str> = wanted.iter().map(|exercise| exercise.name.as_str()).collect();
        for exercise in wanted {
            names.extend(course.all_needs(&exercise.name).iter().map(|need| need.name.as_str()));
        }
        let included = mentioned(course, &names, |name| self.submission.text(name));
        let plan = Plan::new(course, |exercise| match self.submission.text(&exercise.name) {
            Some(text) if included.contains(&exercise.name.as_str()) => Part::Own(text),
            _ => Part::StandIn,
        });
        let (program, failures) = self.compiler().compile(plan)?;
        self.judge_in(wanted, program.as_ref(), &failures)?;
        let failed = wanted.iter().filter(|exercise| self.may_be_misled(exercise));
        let needs: Vec<&Exercise> = failed.flat_map(|exercise| course.all_needs(&exercise.name)).collect();
        let unknown: Vec<&Exercise> = course
            .exercises
            .iter()
            .filter(|e| {
                needs.iter().any(|need| need.name == e.name) && !self.judged.contains_key(e.name.as_str())
            })
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
                (_, Some(failure)) => not_compiled(exercise, failure),
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
        let Grader { sandbox, course, .. } = self.grader;
        let mut runner =
            Runner { sandbox, limits: &course.limits, cancel: self.cancel, program, spent: self.spent };
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
            let needs = self.grader.course.all_needs(&exercise.name);
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
        let course = &self.grader.course;
        let names: Vec<&str> = misled.iter().map(|exercise| exercise.name.as_str()).collect();
        let own = |name: &str| self.submission.text(name).filter(|_| !guilty.contains(&name));
        let mut needed: Vec<&str> = names.clone();
        needed.extend(
            misled
                .iter()
                .flat_map(|exercise| course.all_needs(&exercise.name))
                .map(|need| need.name.as_str()),
        );
        let included: BTreeSet<&str> = mentioned(course, &needed, own).into_iter().collect();
        let plan = Plan::new(course, |exercise| match own(&exercise.name) {
            _ if guilty.contains(&exercise.name.as_str()) => Part::Reference,
            Some(text) if included.contains(exercise.name.as_str()) => Part::Own(text),
            _ => Part::StandIn,
        });
        let (program, failures) = self.compiler().compile(plan)?;
        let Some(program) = program else { return Ok(()) };
        // What does not compile without the learner's own helper keeps the verdict that it had with it.
        let retried: Vec<&Exercise> =
            misled.iter().copied().filter(|exercise| !failures.contains_key(&exercise.name)).collect();
        for (name, mut judged) in self.run(&retried, &program)? {
            if judged.verdict == Verdict::Passed && self.failed_visibly(name) {
                judged.cause = self.cause(name, guilty);
            }
            for (case, _) in &mut judged.cases {
                // Prints of a program that holds references are nobody's to see.
                case.stdout.clear();
                case.stderr.clear();
                case.output_truncated = false;
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

    fn compiler(&self) -> Compiler<'a> {
        self.grader.compiler(self.policy, self.cancel)
    }

    /// The final outcome of a function, its cases told one by one.
    fn conclude(
        &mut self,
        exercise: &Exercise,
        request: &Request,
        emit: &mut dyn FnMut(GradeEvent),
    ) -> Result<ExerciseOutcome, GradeError> {
        let judged = self.judged.remove(exercise.name.as_str());
        let mut judged = judged.unwrap_or_else(|| Judged::without_cases(Verdict::InternalError, Vec::new()));
        judged.withhold_hidden();
        let passed = judged.cases.iter().filter(|(case, _)| case.verdict == Verdict::Passed).count();
        let passed = if judged.verdict == Verdict::Blocked { 0 } else { passed };
        let Grader { sandbox, course, .. } = self.grader;
        let limits = &course.limits;
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
        Ok(ExerciseOutcome {
            name: exercise.name.clone(),
            graded: exercise.standing == Standing::Graded,
            verdict: judged.verdict,
            score: Points::share(exercise.points, passed, exercise.cases.len()),
            max_score: Points::whole(exercise.points),
            cases: judged.cases.into_iter().map(|(case, _)| case).collect(),
            diagnosis,
            cause: judged.cause,
            hints_used: request.hints_used.get(&exercise.name).copied().unwrap_or(0),
            diagnostics: judged.diagnostics,
        })
    }
}

/// A failure to compile, with the function's file where the compiler named no place.
fn not_compiled(exercise: &Exercise, failure: &Failure) -> Judged {
    let mut diagnostics = failure.diagnostics.clone();
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.file.is_empty()) {
        diagnostic.file = exercise.file();
    }
    Judged::without_cases(failure.verdict, diagnostics)
}
