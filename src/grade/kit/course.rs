//! A course's part of the kit: shared types, calls, one reference a function, and the harness.

use super::base::Base;
use super::link::{self, Linker};
use super::{Crate, Kit, Reference, Site, Toolchain, compiler, run};
use crate::course::{Course, Exercise};
use crate::grade::store::Built;
use crate::grade::{GradeError, KitProgress};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// Paths relative to the folder, until [`CourseKit::resolved`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CourseKit {
    crates: Vec<Crate>,
    references: Vec<Reference>,
    linker: Linker,
}

/// The folder of the metadata that programs may read.
const META: &str = "meta";
const LIBRARIES: &str = "lib";

/// What an author is told that could not be done.
const COMPILE: &str = "compile the course's Rust";
const MATCH: &str = "match `Functions` in calls.rs with the signatures in the manifests";

impl CourseKit {
    /// The whole kit, with absolute paths.
    pub(super) fn resolved(mut self, folder: &Path, base: Base) -> Kit {
        let references = self.references.iter_mut().map(|reference| &mut reference.compiled);
        for found in self.crates.iter_mut().chain(references) {
            found.metadata = folder.join(&found.metadata);
            found.archive = folder.join(&found.archive);
        }
        Kit {
            meta: vec![base.meta.clone(), folder.join(META)],
            crates: base.crates.iter().cloned().chain(self.crates).collect(),
            references: self.references,
            linker: self.linker.resolved(folder),
            base,
        }
    }
}

/// A text that changes when a part of the course that the kit is built from does.
pub(super) fn digest(course: &Course) -> String {
    let exercises = course
        .exercises
        .iter()
        .flat_map(|e| [e.name.clone(), e.needs.join(","), e.signature.clone(), e.solution.clone()]);
    super::key([course.support.clone(), course.calls.clone()].into_iter().chain(exercises))
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
    crates.library("support", &course.support, COMPILE)?;
    crates.library("calls", &course.calls, COMPILE)?;
    crates.library("stand_ins", &stand_ins(course), MATCH)?;
    let programs_name = crates.built.clone();
    let mut references: Vec<Reference> = Vec::new();
    for (number, exercise) in course.exercises.iter().enumerate() {
        progress(KitProgress::Building { step: "the reference solutions", done: number + 1, total });
        let reference = crates.reference(exercise, &references)?;
        references.push(reference);
    }
    progress(KitProgress::Building { step: "the harness", done: total - 1, total });
    let linker = Linker::new(toolchain, base.runtime, &crates.harness(base.runtime)?, site)?;
    let depends_on = linker.outside_files();
    Ok(Built { contents: CourseKit { crates: programs_name, references, linker }, depends_on })
}

/// Functions of the right signatures that panic, for those that a program does without.
fn stand_ins(course: &Course) -> String {
    let mut text = String::from("#![allow(unused)]\n");
    for Exercise { name, signature, .. } in &course.exercises {
        let body = format!("{{ ::kit::stand_in({name:?}) }}");
        // Writing to a String cannot fail.
        let _ = writeln!(text, "pub mod {name} {{ use ::support::*; use ::ndarray::*; {signature} {body} }}");
    }
    // As the root of a program has it: what does not fit is the author's, and must not look like a learner's mistake.
    text.push_str("const _: ::calls::Functions = ::calls::Functions {\n");
    for Exercise { name, .. } in &course.exercises {
        let _ = writeln!(text, "    {name}: {name}::{name},");
    }
    text.push_str("};\n");
    text
}

/// The crates of a course, compiled one after the other.
struct Crates<'a> {
    toolchain: &'a Toolchain,
    base: &'a Base,
    site: &'a Path,
    sources: &'a Path,
    /// What is built so far, relative to the site.
    built: Vec<Crate>,
}

impl Crates<'_> {
    /// Compiles `text` as a crate that programs name.
    fn library(&mut self, name: &str, text: &str, step: &'static str) -> Result<(), GradeError> {
        let built = self.compile(name, text, META, &self.built, step)?;
        self.built.push(built);
        Ok(())
    }

    /// Compiles `text` as a crate; its metadata goes to `meta`, its code to the libraries.
    fn compile(
        &self,
        name: &str,
        text: &str,
        meta: &str,
        externs: &[Crate],
        step: &'static str,
    ) -> Result<Crate, GradeError> {
        let source = self.sources.join(format!("{name}.rs"));
        std::fs::write(&source, text).map_err(|source| GradeError::cache(self.sources, source))?;
        let metadata = Path::new(meta).join(format!("lib{name}.rmeta"));
        let archive = Path::new(LIBRARIES).join(format!("lib{name}.rlib"));
        let mut rustc = compiler(self.toolchain, self.sources);
        // Level 1 shares the instance pack, and is fast enough for what runs a few thousand multiplications.
        rustc.args(["--crate-type=rlib", "-Copt-level=1", "--crate-name", name]);
        rustc.arg(format!(
            "--emit=metadata={},link={}",
            self.site.join(&metadata).display(),
            self.site.join(&archive).display()
        ));
        // Else its temporary files would go to the current folder, where other builders and `/` are.
        rustc.arg("--out-dir").arg(self.site.join(LIBRARIES));
        self.add_externs(&mut rustc, externs);
        rustc.arg(&source);
        run(rustc, step)?;
        Ok(Crate { name: name.to_owned(), metadata, archive })
    }

    fn add_externs(&self, rustc: &mut Command, externs: &[Crate]) {
        rustc.arg("-L").arg(format!("dependency={}", self.base.libraries.display()));
        for folder in [META, LIBRARIES] {
            rustc.arg("-L").arg(format!("dependency={}", self.site.join(folder).display()));
        }
        for Crate { name, archive, .. } in self.base.crates.iter().chain(externs) {
            rustc.arg(format!("--extern={name}={}", self.site.join(archive).display()));
        }
    }

    /// Compiles the reference of one function, which calls the references of those that it needs.
    fn reference(&self, exercise: &Exercise, before: &[Reference]) -> Result<Reference, GradeError> {
        let name = &exercise.name;
        let needs: Vec<&Reference> =
            before.iter().filter(|reference| exercise.needs.contains(&reference.name)).collect();
        // The modules are private: a public one would be imported along with its function of the same name.
        let mut root = String::from("pub use support::*;\n");
        for need in &needs {
            let need = &need.name;
            let _ =
                writeln!(root, "mod {need} {{ pub use reference_{need}::{need}; }}\npub use {need}::{need};");
        }
        let solution = self.sources.join(format!("solution_{name}.rs"));
        std::fs::write(&solution, &exercise.solution)
            .map_err(|source| GradeError::cache(self.sources, source))?;
        let _ = writeln!(root, "#[path = \"{}\"]\nmod {name};\npub use {name}::{name};", solution.display());
        let meta = format!("references/{name}");
        std::fs::create_dir_all(self.site.join(&meta))
            .map_err(|source| GradeError::cache(self.site, source))?;
        let mut externs = self.built.clone();
        externs.extend(needs.iter().map(|need| need.compiled.clone()));
        let compiled = self.compile(&format!("reference_{name}"), &root, &meta, &externs, COMPILE)?;
        Ok(Reference { name: name.clone(), needs: exercise.needs.clone(), compiled })
    }

    /// Objects and archives that the harness is linked from, as rustc lists them.
    fn harness(&self, runtime: link::Runtime) -> Result<link::Harness, GradeError> {
        let source = self.sources.join("harness.rs");
        std::fs::write(&source, HARNESS).map_err(|source| GradeError::cache(self.sources, source))?;
        let mut rustc = compiler(self.toolchain, self.sources);
        // A linker that does nothing: only the list of what would be linked is wanted, and the objects.
        rustc.args([
            "--crate-type=bin",
            "-Copt-level=2",
            "-Ccodegen-units=1",
            "-Csave-temps",
            "-Clinker=true",
            "--print=link-args",
        ]);
        rustc.args(runtime.compiler_arguments());
        self.add_externs(&mut rustc, &self.built);
        let output = self.site.join(LIBRARIES).join("harness");
        rustc.arg("-o").arg(&output).arg(&source);
        let listed = run(rustc, "compile the harness")?;
        link::Harness::read(&String::from_utf8_lossy(&listed), self.site)
    }
}

const HARNESS: &str = include_str!("../../../exercises/kit/harness.rs");
