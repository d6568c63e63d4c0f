//! A course's part of the kit: shared types, calls, one reference a function, and the harness.

use super::base::Base;
use super::link::{self, Linker};
use super::{Kit, Reference, Site, Toolchain, compiler, run};
use crate::course::{Course, Exercise};
use crate::grade::store::Built;
use crate::grade::{GradeError, KitProgress};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Paths relative to the folder, until [`CourseKit::resolved`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CourseKit {
    crates: Vec<(String, PathBuf)>,
    references: Vec<Reference>,
    linker: Linker,
}

/// The folder of the metadata that programs may read.
const META: &str = "meta";
const LIBRARIES: &str = "lib";

impl CourseKit {
    /// The whole kit, with absolute paths.
    pub(super) fn resolved(mut self, folder: &Path, base: Base) -> Kit {
        for path in self.crates.iter_mut().map(|(_, path)| path).chain(self.references.iter_mut().flat_map(|r| [&mut r.meta, &mut r.archive])) {
            *path = folder.join(&*path);
        }
        Kit {
            meta: vec![base.meta, folder.join(META)],
            crates: base.crates.into_iter().chain(self.crates).collect(),
            references: self.references,
            linker: self.linker.resolved(folder),
            canary: base.canary,
        }
    }
}

/// A text that changes when a part of the course that the kit is built from does.
pub(super) fn digest(course: &Course) -> String {
    let exercises = course.exercises.iter().flat_map(|e| [e.name.clone(), e.needs.join(","), e.solution.clone()]);
    let parts: Vec<String> = [course.support.clone(), course.calls.clone()].into_iter().chain(exercises).collect();
    super::key(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}

pub(super) fn build(
    toolchain: &Toolchain,
    base: &Base,
    course: &Course,
    site: Site<'_>,
    progress: &mut dyn FnMut(KitProgress),
) -> Result<Built<CourseKit>, GradeError> {
    let cache = |source| GradeError::cache(site, source);
    let sources = tempfile::Builder::new().prefix("sources").tempdir_in(site).map_err(cache)?;
    for folder in [META, LIBRARIES] {
        std::fs::create_dir(site.join(folder)).map_err(cache)?;
    }
    let total = course.exercises.len() + 2;
    let mut crates = Crates { toolchain, base, site, sources: sources.path(), built: Vec::new() };
    progress(KitProgress::Building { step: "the course's types and calls", done: 0, total });
    crates.library("support", &course.support, META)?;
    crates.library("calls", &course.calls, META)?;
    let programs_name = crates.built.clone();
    let mut references: Vec<Reference> = Vec::new();
    for (number, exercise) in course.exercises.iter().enumerate() {
        progress(KitProgress::Building { step: "the reference solutions", done: number + 1, total });
        let reference = crates.reference(exercise, &references)?;
        references.push(reference);
    }
    progress(KitProgress::Building { step: "the harness", done: total - 1, total });
    let harness = harness(toolchain, base, &crates, link::Runtime::Static)?;
    let linker = match link::Linker::direct(toolchain, &harness) {
        Some(linker) => linker,
        None => link::Linker::portable(toolchain, &harness_again(toolchain, base, &crates)?)?,
    };
    let depends_on = linker.system_files();
    Ok(Built { contents: CourseKit { crates: programs_name, references, linker }, depends_on })
}

/// The crates of a course, compiled one after the other.
struct Crates<'a> {
    toolchain: &'a Toolchain,
    base: &'a Base,
    site: &'a Path,
    sources: &'a Path,
    /// Name and metadata of what is built so far, relative to the site.
    built: Vec<(String, PathBuf)>,
}

impl Crates<'_> {
    /// Compiles `text` as a crate; its metadata goes to `meta`, its code to the libraries.
    fn library(&mut self, name: &str, text: &str, meta: &str) -> Result<(), GradeError> {
        let metadata = self.compile(name, text, meta, &self.built)?;
        self.built.push((name.to_owned(), metadata));
        Ok(())
    }

    fn compile(&self, name: &str, text: &str, meta: &str, externs: &[(String, PathBuf)]) -> Result<PathBuf, GradeError> {
        let source = self.sources.join(format!("{name}.rs"));
        std::fs::write(&source, text).map_err(|source| GradeError::cache(self.sources, source))?;
        let metadata = Path::new(meta).join(format!("lib{name}.rmeta"));
        let archive = Path::new(LIBRARIES).join(format!("lib{name}.rlib"));
        let mut rustc = compiler(self.toolchain, self.sources);
        // Level 1 shares the instance pack, and is fast enough for what runs a few thousand multiplications.
        rustc.args(["--crate-type=rlib", "-Copt-level=1", "--crate-name", name]);
        rustc.arg(format!("--emit=metadata={},link={}", self.site.join(&metadata).display(), self.site.join(&archive).display()));
        self.add_externs(&mut rustc, externs);
        rustc.arg(&source);
        run(rustc, "compile the course's Rust")?;
        Ok(metadata)
    }

    fn add_externs(&self, rustc: &mut Command, externs: &[(String, PathBuf)]) {
        rustc.arg("-L").arg(format!("dependency={}", self.base.libraries.display()));
        for folder in [META, LIBRARIES] {
            rustc.arg("-L").arg(format!("dependency={}", self.site.join(folder).display()));
        }
        for (name, metadata) in &self.base.crates {
            rustc.arg(format!("--extern={name}={}", self.base.archive(metadata).display()));
        }
        for (name, metadata) in externs {
            let archive = self.site.join(LIBRARIES).join(metadata.file_name().unwrap_or_default()).with_extension("rlib");
            rustc.arg(format!("--extern={name}={}", archive.display()));
        }
    }

    /// Compiles the reference of one function, which calls the references of those that it needs.
    fn reference(&self, exercise: &Exercise, before: &[Reference]) -> Result<Reference, GradeError> {
        let name = &exercise.name;
        let needs: Vec<&Reference> = before.iter().filter(|reference| exercise.needs.contains(&reference.name)).collect();
        let mut root = String::from("pub use support::*;\n");
        for need in &needs {
            let need = &need.name;
            let _ = writeln!(root, "pub mod {need} {{ pub use reference_{need}::{need}; }}\npub use {need}::{need};");
        }
        let solution = self.sources.join(format!("solution_{name}.rs"));
        std::fs::write(&solution, &exercise.solution).map_err(|source| GradeError::cache(self.sources, source))?;
        let _ = writeln!(root, "#[path = {solution:?}]\npub mod {name};\npub use {name}::{name};");
        let meta = format!("references/{name}");
        std::fs::create_dir_all(self.site.join(&meta)).map_err(|source| GradeError::cache(self.site, source))?;
        let mut externs = self.built.clone();
        externs.extend(needs.iter().map(|need| (format!("reference_{}", need.name), need.meta.join(format!("libreference_{}.rmeta", need.name)))));
        let metadata = self.compile(&format!("reference_{name}"), &root, &meta, &externs)?;
        let archive = Path::new(LIBRARIES).join(metadata.file_name().unwrap_or_default()).with_extension("rlib");
        Ok(Reference { name: name.clone(), needs: exercise.needs.clone(), meta: meta.into(), archive })
    }
}

/// Objects and archives that the harness is linked from, as rustc lists them.
fn harness(toolchain: &Toolchain, base: &Base, crates: &Crates<'_>, runtime: link::Runtime) -> Result<link::Harness, GradeError> {
    let source = crates.sources.join("harness.rs");
    std::fs::write(&source, HARNESS).map_err(|source| GradeError::cache(crates.sources, source))?;
    let _ = base;
    let mut rustc = compiler(toolchain, crates.sources);
    // A linker that does nothing: only the list of what would be linked is wanted, and the objects.
    rustc.args(["--crate-type=bin", "-Copt-level=2", "-Ccodegen-units=1", "-Csave-temps", "-Clinker=true", "--print=link-args"]);
    rustc.args(runtime.compiler_arguments());
    crates.add_externs(&mut rustc, &crates.built);
    let output = crates.site.join(LIBRARIES).join("harness");
    rustc.arg("-o").arg(&output).arg(&source);
    let listed = run(rustc, "compile the harness")?;
    link::Harness::read(&String::from_utf8_lossy(&listed), crates.site)
}

/// The harness for the portable path.
fn harness_again(toolchain: &Toolchain, base: &Base, crates: &Crates<'_>) -> Result<link::Harness, GradeError> {
    harness(toolchain, base, crates, link::Runtime::Dynamic)
}

const HARNESS: &str = include_str!("../../../exercises/kit/harness.rs");
