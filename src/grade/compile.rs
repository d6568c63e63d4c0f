//! From sources to a program: one run of the compiler and one link, both confined.

use super::diagnostics::{self, ROOT, SOURCES};
use super::kit::{Crate, Kit, Reference, Way};
use super::plan::{Plan, Root, words};
use super::toolchain::Toolchain;
use super::{Diagnostic, GradeError, Policy, Verdict, clean};
use crate::course::Limits;
use crate::sandbox::{Cancel, Processes, Program, Sandbox, Tool, ToolEnd, ToolRun};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Compiles the programs of learners.
pub(super) struct Compiler<'a> {
    pub(super) toolchain: &'a Toolchain,
    pub(super) kit: &'a Kit,
    pub(super) sandbox: &'a Sandbox,
    pub(super) limits: &'a Limits,
    pub(super) cancel: &'a Cancel,
    pub(super) policy: Policy,
}

/// Why a function's file is not part of a program.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) verdict: Verdict,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Failures by the function's name.
pub(super) type Failures = BTreeMap<String, Failure>;

/// What one attempt gave.
enum Attempt {
    Program(Program),
    Failed(Failures),
    /// The compiler failed, and no file can be named.
    Unclear(Failure),
}

/// An honest file takes 150 MB, and 600 MB of address space.
const COMPILER_MEMORY: u64 = 3 << 30;
const LINKER_MEMORY: u64 = 4 << 30;
const LARGEST_FILE: u64 = 64 << 20;

impl Compiler<'_> {
    /// Compiles a plan; files that do not compile are replaced by stand-ins until the rest does. `None` where no
    /// file of the learner is left.
    pub(super) fn compile(&self, mut plan: Plan<'_>) -> Result<(Option<Program>, Failures), GradeError> {
        let mut failures = Failures::new();
        while plan.own().next().is_some() {
            let found = match self.attempt(&plan)? {
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
        let failure = match self.attempt(plan)? {
            Attempt::Program(program) => return Ok(program),
            Attempt::Unclear(failure) => Some(failure),
            Attempt::Failed(failures) => failures.into_values().next(),
        };
        let reason = failure.and_then(|failure| Some(failure.diagnostics.first()?.message.clone()));
        Err(GradeError::step("link the course's solutions", &reason.unwrap_or_default()))
    }

    /// Each file alone, to find the ones that the compiler fails at.
    fn one_by_one(&self, plan: &Plan<'_>, together: &Failure) -> Result<Failures, GradeError> {
        let names: Vec<String> = plan.own().map(|(exercise, _)| exercise.name.clone()).collect();
        let mut failures = Failures::new();
        for name in &names {
            if names.len() > 1 {
                match self.attempt(&plan.without(|other| other != name))? {
                    Attempt::Program(_) => {}
                    Attempt::Failed(found) => failures.extend(found),
                    Attempt::Unclear(failure) => {
                        failures.insert(name.clone(), failure);
                    }
                }
            }
        }
        if failures.is_empty() {
            // They fail only together: nobody can be told apart.
            failures.extend(names.into_iter().map(|name| (name, together.clone())));
        }
        Ok(failures)
    }

    fn attempt(&self, plan: &Plan<'_>) -> Result<Attempt, GradeError> {
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
        let compiled = self.run_compiler(plan, &sources, &objects, &object)?;
        if compiled.end != ToolEnd::Exited(0) {
            return Ok(failed(&compiled, plan, &root));
        }
        let program = output.join("program");
        let mut refused = None;
        for way in &self.kit.linker.ways {
            let linked = self.run_linker(way, plan, &object, &program)?;
            if linked.end == ToolEnd::Exited(0) {
                let program = self.kit.program(&program);
                return program.map(Attempt::Program).map_err(|source| GradeError::cache(&output, source));
            }
            refused = Some(linked);
        }
        refused
            .map(|linked| Attempt::Unclear(explain(&linked, "the linker")))
            .ok_or_else(|| GradeError::step("link a program", "the kit names no way to link"))
    }

    fn run_compiler(
        &self,
        plan: &Plan<'_>,
        sources: &Path,
        objects: &Path,
        object: &Path,
    ) -> Result<ToolRun, GradeError> {
        let mut arguments: Vec<OsString> = COMPILER_ARGUMENTS.iter().map(OsString::from).collect();
        arguments.extend(match self.policy {
            Policy::Refuse => ["-Dunsafe_code".into()],
            Policy::Allow => ["-Aunsafe_code".into()],
        });
        arguments.push(joined("--sysroot=", &self.toolchain.sysroot));
        let mut remap = joined("--remap-path-prefix=", sources);
        remap.push(format!("={SOURCES}"));
        arguments.push(remap);
        let references = self.references_of(plan);
        let mut metadata = self.kit.meta.clone();
        metadata.extend(
            references
                .iter()
                .filter_map(|reference| reference.compiled.metadata.parent().map(Path::to_owned)),
        );
        arguments.extend(metadata.iter().map(|folder| joined("-Ldependency=", folder)));
        for Crate { name, metadata, .. } in
            self.kit.crates.iter().chain(references.iter().map(|reference| &reference.compiled))
        {
            arguments.push(joined(&format!("--extern={name}="), metadata));
        }
        arguments.extend(["-o".into(), object.into(), sources.join(ROOT).into()]);
        let mut read = metadata;
        read.push(sources.to_owned());
        read.extend(SYSTEM_READ.iter().map(PathBuf::from));
        let mut read_execute = vec![self.toolchain.sysroot.join("lib")];
        read_execute.extend(self.toolchain.libraries.iter().cloned());
        let tool = Tool {
            program: &self.toolchain.rustc,
            arguments: &arguments,
            read_execute: &read_execute,
            read: &read,
            write: &[objects.to_owned()],
            folder: objects,
            wall: self.limits.compile,
            memory: COMPILER_MEMORY,
            file_size: LARGEST_FILE,
            processes: Processes::Forbidden,
        };
        self.run(&tool)
    }

    fn run_linker(
        &self,
        way: &Way,
        plan: &Plan<'_>,
        object: &Path,
        program: &Path,
    ) -> Result<ToolRun, GradeError> {
        let linker = &self.kit.linker;
        let mut inputs = vec![object.to_owned()];
        inputs.extend(self.references_of(plan).iter().map(|reference| reference.compiled.archive.clone()));
        let arguments = way.arguments(&inputs, program);
        let output = program.parent().unwrap_or(program);
        let mut read = linker.folders();
        read.extend(SYSTEM_READ.iter().map(PathBuf::from));
        read.extend(inputs.iter().filter_map(|input| input.parent().map(Path::to_owned)));
        let mut read_execute = vec![self.toolchain.sysroot.join("lib")];
        read_execute.extend(self.toolchain.libraries.iter().cloned());
        let processes = linker.processes();
        if processes == Processes::Allowed {
            read_execute.extend(["/usr", "/bin", "/lib", "/lib64", "/etc/alternatives"].map(PathBuf::from));
        }
        let tool = Tool {
            program: &linker.program,
            arguments: &arguments,
            read_execute: &read_execute,
            read: &read,
            write: &[output.to_owned()],
            folder: output,
            wall: self.limits.compile,
            memory: LINKER_MEMORY,
            file_size: LARGEST_FILE,
            processes,
        };
        self.run(&tool)
    }

    fn run(&self, tool: &Tool<'_>) -> Result<ToolRun, GradeError> {
        let run = self.sandbox.tool(tool, self.cancel)?;
        if run.end == ToolEnd::Cancelled { Err(GradeError::Cancelled) } else { Ok(run) }
    }

    /// The references of a plan and all that they need, each once.
    fn references_of(&self, plan: &Plan<'_>) -> Vec<&Reference> {
        let mut all: Vec<&Reference> = Vec::new();
        for reference in plan.references().flat_map(|name| self.reference_closure(name)) {
            if !all.iter().any(|known| known.name == reference.name) {
                all.push(reference);
            }
        }
        all
    }

    /// A function's reference and those that it needs.
    fn reference_closure(&self, name: &str) -> Vec<&Reference> {
        let Some(reference) = self.kit.references.iter().find(|reference| reference.name == name) else {
            return Vec::new();
        };
        let needed = reference.needs.iter().flat_map(|need| self.reference_closure(need));
        std::iter::once(reference).chain(needed).collect()
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

fn joined(text: &str, path: &Path) -> OsString {
    let mut joined = OsString::from(text);
    joined.push(path);
    joined
}

fn failed(run: &ToolRun, plan: &Plan<'_>, root: &Root) -> Attempt {
    let mut failures = Failures::new();
    if matches!(run.end, ToolEnd::Exited(_)) {
        for located in diagnostics::errors(&run.stderr, plan, root) {
            if let Some(name) = located.exercise {
                let failure = failures
                    .entry(name)
                    .or_insert_with(|| Failure { verdict: Verdict::CompileError, diagnostics: Vec::new() });
                // A function that is not there is missed in two places of the generated code.
                if !failure.diagnostics.iter().any(|told| told.is_about_the_same_as(&located.diagnostic)) {
                    failure.diagnostics.push(located.diagnostic);
                }
            }
        }
    }
    if failures.is_empty() {
        Attempt::Unclear(explain(run, "the compiler"))
    } else {
        Attempt::Failed(failures)
    }
}

/// A failure without a place in a file.
fn explain(run: &ToolRun, tool: &str) -> Failure {
    let text = clean(&run.stderr);
    let used_up = text.contains("memory allocation of")
        || matches!(run.end, ToolEnd::Signalled(libc::SIGKILL | libc::SIGXCPU | libc::SIGXFSZ));
    let (verdict, message) = match run.end {
        ToolEnd::TimedOut => (Verdict::CompileTimeout, format!("{tool} took too long")),
        _ if used_up => {
            (Verdict::CompileTimeout, format!("{tool} used up its time, its memory or its disk space"))
        }
        ToolEnd::Signalled(signal) => (Verdict::CompileError, format!("{tool} crashed (signal {signal})")),
        ToolEnd::Exited(_) | ToolEnd::Cancelled => {
            (Verdict::CompileError, format!("{tool} refused it: {}", first_error(&text)))
        }
    };
    let diagnostic = Diagnostic {
        level: "error".to_owned(),
        code: None,
        message,
        file: String::new(),
        line: 0,
        column: 0,
        rendered: text,
        explanation: None,
    };
    Failure { verdict, diagnostics: vec![diagnostic] }
}

fn first_error(text: &str) -> &str {
    text.lines()
        .find(|line| line.contains("error"))
        .or_else(|| text.lines().next())
        .unwrap_or("no reason given")
}

/// Level 0 shares the instance pack and is the fastest to compile. Overflow is checked, as in a debug build.
const COMPILER_ARGUMENTS: &[&str] = &[
    "--edition=2024",
    "--crate-type=lib",
    "--crate-name=learner",
    "--emit=obj",
    "-Copt-level=0",
    "-Cdebuginfo=0",
    "-Ccodegen-units=1",
    "-Coverflow-checks=on",
    "-Cembed-bitcode=no",
    "--error-format=json",
    "-Awarnings",
    "-Flong_running_const_eval",
];

const MEMORY_FOLDER: &str = "/dev/shm";
/// Bytes for one program: object and executable.
const LEAST_ROOM: u64 = 2 * LARGEST_FILE;

/// What the tools read of the system, besides libraries.
const SYSTEM_READ: &[&str] = &["/etc/ld.so.cache", "/proc/self/maps", "/dev/null", "/dev/urandom"];
