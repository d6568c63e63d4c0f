//! From sources to a program: one run of the compiler and one link, both confined.

mod failure;
mod tools;

pub(super) use failure::{Failure, Failures};

use super::diagnostics::ROOT;
use super::kit::{Kit, Unfinished};
use super::plan::{Plan, words};
use super::toolchain::Toolchain;
use super::{GradeError, Policy};
use crate::course::Limits;
use crate::sandbox::{Cancel, Program, Sandbox, ToolEnd};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tools::LARGEST_FILE;

/// Compiles the programs of learners.
pub(super) struct Compiler<'a> {
    pub(super) toolchain: &'a Toolchain,
    pub(super) kit: &'a Kit,
    pub(super) sandbox: &'a Sandbox,
    pub(super) limits: &'a Limits,
    pub(super) cancel: &'a Cancel,
    pub(super) policy: Policy,
    /// Time that the submission's compilations may still take.
    pub(super) left: Cell<Duration>,
}

/// What one attempt gave.
enum Attempt {
    Program(Program),
    Failed(Failures),
    /// The compiler failed, and no file can be named.
    Unclear(Failure),
}

impl Compiler<'_> {
    /// Compiles a plan; files that do not compile are replaced by stand-ins until the rest does. `None` where no
    /// file of the learner is left.
    pub(super) fn compile(&self, mut plan: Plan<'_>) -> Result<(Option<Program>, Failures), GradeError> {
        let mut failures = Failures::new();
        while plan.own().next().is_some() {
            let found = match self.attempt(&plan, self.left.get())? {
                Attempt::Program(program) => return Ok((Some(program), failures)),
                Attempt::Failed(found) => innermost(&plan, found),
                Attempt::Unclear(failure) => self.one_by_one(&plan, &failure)?,
            };
            plan = plan.without(|name| found.contains_key(name));
            failures.extend(found);
        }
        Ok((None, failures))
    }

    /// Compiles a plan without a file of a learner.
    pub(super) fn references(&self, plan: &Plan<'_>) -> Result<Program, GradeError> {
        let failure = match self.attempt(plan, self.left.get())? {
            Attempt::Program(program) => return Ok(program),
            Attempt::Unclear(failure) => Some(failure),
            Attempt::Failed(failures) => failures.into_values().next(),
        };
        let reason = failure.and_then(|failure| Some(failure.diagnostics.first()?.message.clone()));
        Err(GradeError::step("link the course's solutions", &reason.unwrap_or_default()))
    }

    /// Each file alone, to find the ones that the compiler fails at. None takes the others' time.
    fn one_by_one(&self, plan: &Plan<'_>, together: &Failure) -> Result<Failures, GradeError> {
        let names: Vec<String> = plan.own().map(|(exercise, _)| exercise.name.clone()).collect();
        let mut failures = Failures::new();
        let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
        // One alone has failed already.
        let alone = names.len() == 1;
        for (name, still_to_come) in names.iter().zip((1..=count).rev()).filter(|_| !alone) {
            let share = self.left.get() / still_to_come;
            match self.attempt(&plan.without(|other| other != name), share)? {
                Attempt::Program(_) => {}
                Attempt::Failed(found) => failures.extend(found),
                Attempt::Unclear(failure) => {
                    failures.insert(name.clone(), failure);
                }
            }
        }
        if failures.is_empty() {
            // They fail only together: nobody can be told apart.
            failures.extend(names.into_iter().map(|name| (name, together.clone())));
        }
        Ok(failures)
    }

    /// Compiles a plan once, in not more than `time`.
    fn attempt(&self, plan: &Plan<'_>, time: Duration) -> Result<Attempt, GradeError> {
        if time.is_zero() {
            return Ok(Attempt::Unclear(Failure::without_time(self.limits.submission)));
        }
        let begun = Instant::now();
        let attempt = self.build(plan, time.min(self.limits.compile));
        self.left.set(self.left.get().saturating_sub(begun.elapsed()));
        attempt
    }

    fn build(&self, plan: &Plan<'_>, time: Duration) -> Result<Attempt, GradeError> {
        let scratch = scratch()?;
        let folder = |name: &str| {
            let folder = scratch.path().join(name);
            std::fs::create_dir(&folder)
                .map(|()| folder)
                .map_err(|source| GradeError::cache(scratch.path(), source))
        };
        let (sources, objects, output) = (folder("src")?, folder("objects")?, folder("output")?);
        let root = plan.root();
        let write = |name: &str, text: &str| {
            std::fs::write(sources.join(name), text).map_err(|source| GradeError::cache(&sources, source))
        };
        write(ROOT, &root.text)?;
        for (exercise, text) in plan.own() {
            write(&format!("{}.rs", exercise.name), text)?;
        }
        let object = objects.join("learner.o");
        let running = self.start_compiler(plan, &sources, &object, time)?;
        // Meanwhile, on another processor.
        let unfinished = self.unfinished(plan);
        let compiled = self.end(running)?;
        if compiled.end != ToolEnd::Exited(0) {
            let found = failure::by_file(&compiled, plan, &root);
            return Ok(if found.is_empty() {
                Attempt::Unclear(Failure::of(&compiled, "the compiler"))
            } else {
                Attempt::Failed(found)
            });
        }
        if let Some(program) = unfinished.and_then(|unfinished| unfinished.with(&object)) {
            return Ok(Attempt::Program(program));
        }
        let program = output.join("program");
        let linked = self.run_linker(plan, &object, &program, time)?;
        if linked.end != ToolEnd::Exited(0) {
            return Ok(Attempt::Unclear(Failure::of(&linked, "the linker")));
        }
        let program = self.kit.program(&program);
        program.map(Attempt::Program).map_err(|source| GradeError::cache(&output, source))
    }

    /// All of the program but what is compiled, where that can be had without a linker. References cannot.
    fn unfinished(&self, plan: &Plan<'_>) -> Option<Unfinished> {
        let prelinked = self.kit.linker.prelinked.as_ref();
        prelinked.filter(|_| plan.references().next().is_none())?.copy()
    }
}

/// The failures that no other one can have caused: of files that mention no earlier file that failed. A wrong signature
/// makes its callers fail, too; they get another chance with a stand-in of the right signature.
fn innermost(plan: &Plan<'_>, mut failures: Failures) -> Failures {
    let mut earlier: Vec<&str> = Vec::new();
    for (exercise, text) in plan.own().filter(|(exercise, _)| failures.contains_key(&exercise.name)) {
        if !words(text).any(|word| earlier.contains(&word)) {
            earlier.push(&exercise.name);
        }
    }
    failures.retain(|name, _| earlier.contains(&name.as_str()));
    failures
}

/// A folder in memory where there is one with enough room; nothing of it is left behind. Without room, the compiler
/// would fail, and the learner's file would be blamed.
fn scratch() -> Result<tempfile::TempDir, GradeError> {
    let folders = [PathBuf::from(MEMORY_FOLDER), std::env::temp_dir()];
    let with_room = folders.iter().filter(|folder| has_room(folder));
    let mut created =
        with_room.map(|folder| tempfile::Builder::new().prefix("tensorlings-").tempdir_in(folder));
    created.find_map(Result::ok).ok_or_else(|| GradeError::NoScratch { folder: std::env::temp_dir() })
}

fn has_room(folder: &Path) -> bool {
    rustix::fs::statvfs(folder).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) >= LEAST_ROOM)
}

const MEMORY_FOLDER: &str = "/dev/shm";
/// Bytes for one program: object and executable.
const LEAST_ROOM: u64 = 2 * LARGEST_FILE;
