//! The compiler and the linker: what they are told, what they may read and write, and how much they may use.

use super::Compiler;
use crate::grade::diagnostics::{ROOT, SOURCES};
use crate::grade::kit::{Crate, Reference};
use crate::grade::plan::Plan;
use crate::grade::{GradeError, Policy};
use crate::sandbox::{Processes, RunningTool, Tool, ToolEnd, ToolRun};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

impl Compiler<'_> {
    /// Begins to compile the root, and all that it names, to an object.
    pub(super) fn start_compiler(
        &self,
        plan: &Plan<'_>,
        sources: &Path,
        object: &Path,
        time: Duration,
    ) -> Result<RunningTool, GradeError> {
        let objects = object.parent().unwrap_or(object);
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
        let tool = Tool {
            program: &self.toolchain.rustc,
            arguments: &arguments,
            read_execute: &self.libraries(),
            read: &read,
            write: &[objects.to_owned()],
            folder: objects,
            wall: time,
            memory: COMPILER_MEMORY,
            file_size: LARGEST_FILE,
            processes: Processes::Forbidden,
        };
        Ok(self.sandbox.start_tool(&tool)?)
    }

    /// Links an object with the kit and the references that its plan needs.
    pub(super) fn run_linker(
        &self,
        plan: &Plan<'_>,
        object: &Path,
        program: &Path,
        time: Duration,
    ) -> Result<ToolRun, GradeError> {
        let linker = &self.kit.linker;
        let mut inputs = vec![object.to_owned()];
        inputs.extend(self.references_of(plan).iter().map(|reference| reference.compiled.archive.clone()));
        let arguments = linker.arguments(&inputs, program);
        let output = program.parent().unwrap_or(program);
        let mut read = linker.folders();
        read.extend(inputs.iter().filter_map(|input| input.parent().map(Path::to_owned)));
        let mut read_execute = self.libraries();
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
            wall: time,
            memory: LINKER_MEMORY,
            file_size: LARGEST_FILE,
            processes,
        };
        self.end(self.sandbox.start_tool(&tool)?)
    }

    /// What both tools load when they start.
    fn libraries(&self) -> Vec<PathBuf> {
        let own = [self.toolchain.sysroot.join("lib")];
        own.into_iter().chain(self.toolchain.libraries.iter().cloned()).collect()
    }

    /// Waits for the end of a tool.
    pub(super) fn end(&self, tool: RunningTool) -> Result<ToolRun, GradeError> {
        let run = tool.finish(self.cancel)?;
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

fn joined(text: &str, path: &Path) -> OsString {
    let mut joined = OsString::from(text);
    joined.push(path);
    joined
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

/// An honest file takes 150 MB, and 600 MB of address space.
const COMPILER_MEMORY: u64 = 3 << 30;
const LINKER_MEMORY: u64 = 4 << 30;
/// Bytes that a tool may write to one file.
pub(super) const LARGEST_FILE: u64 = 64 << 20;
