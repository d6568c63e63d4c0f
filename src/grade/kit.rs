//! What programs of learners are compiled and linked against: built once a toolchain, kept in the user's cache.
//!
//! Two folders: the *base* (ndarray, the wire, the instance pack, the canary), one for all courses, and the *course
//! kit* (shared types, calls, harness, references). A learner's compiler may read only their `meta` folders, which
//! hold no code.

mod base;
mod course;
mod foundation;
mod link;
mod prelink;

use base::Base;
pub(super) use foundation::Foundation;
pub(super) use link::Linker;
pub(super) use prelink::Unfinished;

use super::toolchain::Toolchain;
use super::{GradeError, KitProgress, store};
use crate::sandbox::Program;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything that a program of a learner is built from, but for the learner's own object.
#[derive(Clone, Debug)]
pub(super) struct Kit {
    /// The folders of the metadata that the compiler may read.
    pub(super) meta: Vec<PathBuf>,
    /// The crates that a program names.
    pub(super) crates: Vec<Crate>,
    /// One reference a function, by name.
    pub(super) references: Vec<Reference>,
    pub(super) linker: Linker,
    base: Base,
}

/// A compiled crate: what the compiler reads of it, and its code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Crate {
    pub(super) name: String,
    pub(super) metadata: PathBuf,
    pub(super) archive: PathBuf,
}

/// The compiled reference of one function.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Reference {
    pub(super) name: String,
    /// The functions whose references this one calls.
    pub(super) needs: Vec<String>,
    /// Its metadata is alone in its folder.
    pub(super) compiled: Crate,
}

/// Changes when the layout of the folders does, or how they are built.
const FORMAT: &str = "7";

impl Kit {
    /// An executable that was linked with the kit, ready to run.
    pub(super) fn program(&self, file: &Path) -> std::io::Result<Program> {
        self.base.program(file)
    }

    /// The canary, ready to run.
    pub(super) fn canary(&self) -> Result<Program, GradeError> {
        self.base.canary()
    }
}

type Site<'a> = &'a Path;

/// [`store::open_or_build`], with waiting told as progress.
fn store_open<T: Serialize + serde::de::DeserializeOwned>(
    cache: &Path,
    name: &str,
    progress: &mut dyn FnMut(KitProgress),
    build: impl FnOnce(Site, &mut dyn FnMut(KitProgress)) -> Result<store::Built<T>, GradeError>,
) -> Result<(PathBuf, T), GradeError> {
    // Both the waiting and the building tell of progress, but never at once.
    let progress = std::cell::RefCell::new(progress);
    store::open_or_build(cache, name, &mut || (progress.borrow_mut())(KitProgress::Waiting), |site| {
        build(site, &mut |step| (progress.borrow_mut())(step))
    })
}

/// A short name for all that a folder is built from.
fn key<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> String {
    let mut digest = Sha256::new();
    digest.update(FORMAT);
    for part in parts {
        let part = part.as_ref();
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let mut name = String::new();
    for byte in digest.finalize().iter().take(10) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// A compiler call for a part of the kit: trusted code, outside the sandbox, away from any configuration.
fn compiler(toolchain: &Toolchain, site: &Path) -> Command {
    let mut command = Command::new(&toolchain.rustc);
    command.current_dir("/").args([
        "--edition=2024",
        "-Coverflow-checks=on",
        "-Cembed-bitcode=no",
        "-Cdebuginfo=0",
        "-Awarnings",
    ]);
    command.arg(format!("--remap-path-prefix={}=kit", site.display()));
    for variable in FOREIGN {
        command.env_remove(variable);
    }
    command
}

/// Runs a build step; its output becomes the reason when it fails.
fn run(mut command: Command, step: &'static str) -> Result<Vec<u8>, GradeError> {
    let output = command.output().map_err(|source| GradeError::step(step, &source.to_string()))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(GradeError::step(step, &String::from_utf8_lossy(&output.stderr)))
    }
}

/// Variables with which a user's other projects may change how cargo and rustc build.
const FOREIGN: &[&str] = &[
    "CARGO_BUILD_RUSTC",
    "CARGO_BUILD_RUSTC_WRAPPER",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_INCREMENTAL",
    "CARGO_TARGET_DIR",
    "RUSTC",
    "RUSTC_BOOTSTRAP",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_WRAPPER",
    "RUSTFLAGS",
];
