//! The system's static C runtime, as the C compiler finds it.

use super::toolchain::ask;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Start files and archives, in link order, around the learner's code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StaticRuntime {
    pub(super) start: Vec<PathBuf>,
    pub(super) archives: Vec<PathBuf>,
    pub(super) end: Vec<PathBuf>,
}

const START: &[&str] = &["crt1.o", "crti.o", "crtbeginT.o"];
const ARCHIVES: &[&str] = &["libgcc_eh.a", "libgcc.a", "libc.a", "libm.a"];
const END: &[&str] = &["crtend.o", "crtn.o"];

/// The file that a system without static runtime lacks.
const TELLING: &str = "libc.a";

impl StaticRuntime {
    /// `None` where a file is missing.
    pub(super) fn find(cc: &Path) -> Option<Self> {
        let all = |names: &[&str]| names.iter().map(|name| locate(cc, name)).collect::<Option<Vec<_>>>();
        Some(Self { start: all(START)?, archives: all(ARCHIVES)?, end: all(END)? })
    }

    /// Whether it is worth looking for, by one question instead of nine.
    pub(super) fn is_likely(cc: &Path) -> bool {
        locate(cc, TELLING).is_some()
    }

    /// The names of the files that are not there.
    pub(super) fn missing(cc: &Path) -> Vec<&'static str> {
        let names = [START, ARCHIVES, END].concat();
        names.into_iter().filter(|name| locate(cc, name).is_none()).collect()
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.start.iter().chain(&self.archives).chain(&self.end)
    }
}

/// Where the C compiler finds a file of its runtime; one that it does not find comes back as the bare name.
fn locate(cc: &Path, name: &str) -> Option<PathBuf> {
    let found = PathBuf::from(ask(cc, &[&format!("-print-file-name={name}")]).ok()?);
    found.is_absolute().then(|| found.canonicalize().ok()).flatten()
}
