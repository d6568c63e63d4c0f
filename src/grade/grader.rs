//! The one function that judges a submission, for practice and for grading alike.

use super::compile::Compiler;
use super::groundwork::Groundwork;
use super::intake::Submission;
use super::judgement::Judgement;
use super::kit::Kit;
use super::toolchain::Toolchain;
use super::{CourseId, GradeError, GradeEvent, KitProgress, Outcome, Policy, Request, Setup};
use crate::course::{Course, Exercise};
use crate::sandbox::{Attempt, Cancel, Fate, Layers, Level, Sandbox};
use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

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
    /// When there is no usable toolchain, the kit cannot be built, or the sandbox is too weak.
    pub fn prepare(
        course: Arc<Course>,
        setup: &Setup,
        progress: &mut dyn FnMut(KitProgress),
    ) -> Result<Self, GradeError> {
        Self::on(Groundwork::prepare(setup, progress)?, course, setup, progress)
    }

    /// The same from what is ready already.
    ///
    /// # Errors
    /// When the kit cannot be built, or the sandbox is too weak.
    pub fn on(
        groundwork: Groundwork,
        course: Arc<Course>,
        setup: &Setup,
        progress: &mut dyn FnMut(KitProgress),
    ) -> Result<Self, GradeError> {
        let Groundwork { toolchain, foundation, trial } = groundwork;
        // The canary's time is limited; a kit may take long to build.
        let (sandbox, level) = trial.settle()?;
        if level < setup.least_level {
            return Err(GradeError::WeakSandbox { found: level, least: setup.least_level });
        }
        let kit = foundation.kit(&toolchain, &course, &setup.cache, progress)?;
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
        let (limits, left) = (&course.limits, Cell::new(course.limits.submission));
        Compiler { toolchain, kit, sandbox, limits, cancel, policy, left }
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
        let canary = self.kit.canary()?;
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
        let exercises = Judgement::new(self, &submission, request, cancel).of(&wanted, emit)?;
        let course = CourseId { id: self.course.id.clone(), version: self.course.version.clone() };
        Ok(Outcome { course, sandbox: self.level, exercises })
    }
}
