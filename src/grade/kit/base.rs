//! The base of every kit: ndarray and the `kit` crate by cargo, and the canary.

use super::link::Runtime;
use super::{Crate, FOREIGN, Site, Toolchain, compiler, run};
use crate::grade::store::Built;
use crate::grade::toolchain::mapped_libraries;
use crate::grade::{GradeError, KitProgress};
use crate::sandbox::Program;
use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The sources of the kit.
static SOURCES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/exercises/kit");

/// Paths relative to the folder, until [`Base::resolved`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Base {
    pub(super) meta: PathBuf,
    /// The crates that a learner's program names.
    pub(super) crates: Vec<Crate>,
    pub(super) libraries: PathBuf,
    pub(super) canary: PathBuf,
    /// What the canary and every program of a learner are linked with.
    pub(super) runtime: Runtime,
    /// The system's folders whose libraries dynamic programs load; empty where programs are static.
    pub(super) shared_libraries: Vec<PathBuf>,
}

impl Base {
    /// The same with absolute paths.
    pub(super) fn resolved(mut self, folder: &Path) -> Self {
        let folders = [&mut self.meta, &mut self.libraries, &mut self.canary];
        let files = self.crates.iter_mut().flat_map(|found| [&mut found.metadata, &mut found.archive]);
        for path in folders.into_iter().chain(files) {
            *path = folder.join(&*path);
        }
        self
    }

    /// The canary, ready to run.
    pub(super) fn canary(&self) -> Result<Program, GradeError> {
        self.program(&self.canary).map_err(|source| GradeError::cache(&self.canary, source))
    }

    /// An executable that was linked for the runtime, ready to run.
    pub(super) fn program(&self, file: &Path) -> std::io::Result<Program> {
        let program = Program::from_file(file)?;
        Ok(match self.runtime {
            Runtime::Static => program,
            Runtime::Dynamic => program.dynamic(self.shared_libraries.clone()),
        })
    }
}

/// A text that changes when a source of the kit does.
pub(super) fn digest() -> String {
    let mut files = sources(&SOURCES);
    files.sort_by_key(|file| file.path());
    let parts = files.iter().flat_map(|file| [file.path().as_os_str().as_encoded_bytes(), file.contents()]);
    super::key(parts)
}

fn sources<'a>(folder: &'a Dir<'a>) -> Vec<&'a include_dir::File<'a>> {
    folder.files().chain(folder.dirs().flat_map(sources)).collect()
}

pub(super) fn build(
    toolchain: &Toolchain,
    runtime: Runtime,
    site: Site<'_>,
    progress: &mut dyn FnMut(KitProgress),
) -> Result<Built<Base>, GradeError> {
    const STEPS: usize = 2;
    // Known before the work: build scripts and programs are linked by it.
    if toolchain.cc.is_none() {
        return Err(GradeError::NoLinker);
    }
    progress(KitProgress::Building { step: "ndarray and the instance pack", done: 0, total: STEPS });
    let crates = build_crates(toolchain, site)?;
    progress(KitProgress::Building { step: "the canary", done: 1, total: STEPS });
    let canary = build_canary(toolchain, runtime, site)?;
    let shared_libraries = match runtime {
        Runtime::Static => Vec::new(),
        Runtime::Dynamic => loaded_by(&site.join(&canary)),
    };
    let base =
        Base { meta: "meta".into(), crates, libraries: "lib".into(), canary, runtime, shared_libraries };
    Ok(Built { contents: base, depends_on: Vec::new() })
}

/// Compiles `kit` and what it depends on; gives the metadata files that programs name.
fn build_crates(toolchain: &Toolchain, site: Site<'_>) -> Result<Vec<Crate>, GradeError> {
    const STEP: &str = "compile ndarray and the kit";
    let cache = |source| GradeError::cache(site, source);
    let work = tempfile::Builder::new().prefix("sources").tempdir_in(site).map_err(cache)?;
    write_sources(work.path()).map_err(cache)?;
    let messages = run(cargo_build(toolchain, work.path()), STEP)?;
    let mut crates = Vec::new();
    for folder in ["meta", "lib"] {
        std::fs::create_dir(site.join(folder)).map_err(cache)?;
    }
    for artifact in artifacts(&messages) {
        let (mut metadata, mut archive) = (None, None);
        for file in &artifact.filenames {
            let (folder, kept) = match file.extension().and_then(|extension| extension.to_str()) {
                Some("rmeta") => ("meta", &mut metadata),
                Some("rlib") => ("lib", &mut archive),
                _ => continue,
            };
            let path = Path::new(folder).join(file.file_name().unwrap_or_default());
            std::fs::copy(file, site.join(&path)).map_err(cache)?;
            *kept = Some(path);
        }
        if let (Some(metadata), Some(archive), true) =
            (metadata, archive, PROGRAMS_NAME.contains(&artifact.target.name.as_str()))
        {
            crates.push(Crate { name: artifact.target.name, metadata, archive });
        }
    }
    if crates.len() == PROGRAMS_NAME.len() {
        Ok(crates)
    } else {
        Err(GradeError::step(STEP, "cargo named no crate metadata"))
    }
}

/// The command that compiles the sources, without what else may steer how cargo builds.
fn cargo_build(toolchain: &Toolchain, sources: &Path) -> Command {
    let mut cargo = Command::new(&toolchain.cargo);
    for variable in FOREIGN {
        cargo.env_remove(variable);
    }
    // Empty variables win over a configuration file; an absent one does not.
    cargo
        .env("RUSTC", &toolchain.rustc)
        .env("CARGO_ENCODED_RUSTFLAGS", "")
        .env("RUSTC_WRAPPER", "")
        .env("RUSTC_WORKSPACE_WRAPPER", "");
    cargo.current_dir("/").args([
        "rustc",
        "--profile=kit",
        "--locked",
        "--quiet",
        "--message-format=json-render-diagnostics",
    ]);
    cargo.arg("--manifest-path").arg(sources.join("Cargo.toml"));
    cargo.arg("--target-dir").arg(sources.join("target")).arg("--target").arg(&toolchain.host);
    cargo.args(["--", KEEP_INLINE_INSTANCES]);
    cargo
}

/// Small functions of `ndarray` become instances in the pack, too, where else they would only be inlined into others.
const KEEP_INLINE_INSTANCES: &str = "-Clink-dead-code";

/// The crates that a learner's program names; the others are theirs.
const PROGRAMS_NAME: &[&str] = &["kit", "ndarray"];

fn write_sources(folder: &Path) -> std::io::Result<()> {
    for file in sources(&SOURCES) {
        // Packaging drops every folder that holds a Cargo.toml, so that it is stored under another name.
        let name = file.path().to_string_lossy().trim_end_matches(".in").to_owned();
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(path, file.contents())?;
    }
    Ok(())
}

/// The part of cargo's `compiler-artifact` message that matters here.
#[derive(Deserialize)]
struct Artifact {
    target: Target,
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

fn artifacts(messages: &[u8]) -> Vec<Artifact> {
    messages.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect()
}

/// Linked like the programs of learners, since it stands for them.
fn build_canary(toolchain: &Toolchain, runtime: Runtime, site: Site<'_>) -> Result<PathBuf, GradeError> {
    let (source, canary) = (site.join("canary.rs"), PathBuf::from("canary"));
    let text = SOURCES.get_file("canary.rs").map(include_dir::File::contents).unwrap_or_default();
    std::fs::write(&source, text).map_err(|source| GradeError::cache(site, source))?;
    let mut rustc = compiler(toolchain, site);
    rustc.args(["--crate-type=bin", "-Copt-level=1", "-Cstrip=symbols"]).args(runtime.compiler_arguments());
    rustc.arg("-o").arg(site.join(&canary)).arg(&source);
    run(rustc, "compile the canary of the sandbox")?;
    Ok(canary)
}

/// What the system's loader reads for a program.
fn loaded_by(program: &Path) -> Vec<PathBuf> {
    let mut libraries = mapped_libraries(program);
    libraries.push(LOADER_CACHE.into());
    libraries
}

/// Where the loader looks up which folder holds a library.
const LOADER_CACHE: &str = "/etc/ld.so.cache";
