//! What of the surroundings is there, for `doctor`.

use super::c_runtime::StaticRuntime;
use super::toolchain::Toolchain;
use super::{Grader, Setup};
use std::path::Path;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// One or two words, in the order of the build.
    pub topic: &'static str,
    /// Whether anything is to be done.
    pub health: Health,
    /// What was found, or what is missing and how to get it.
    pub text: String,
}

/// How well something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Nothing is to be done.
    Good,
    /// It works, but slower or less safely.
    Weak,
    /// Nothing can be graded.
    Bad,
}

impl Grader {
    /// Looks at the toolchain, the linker, the C runtime and the cache.
    #[must_use]
    pub fn inspect(setup: &Setup) -> Vec<Finding> {
        let mut findings = vec![cache(&setup.cache)];
        match Toolchain::find(&setup.toolchain, &setup.cache) {
            Err(error) => {
                findings.push(Finding { topic: "toolchain", health: Health::Bad, text: error.to_string() });
            }
            Ok(toolchain) => {
                let version = toolchain.version.lines().next().unwrap_or_default();
                let text = format!("{version}, {}", toolchain.sysroot.display());
                findings.push(Finding { topic: "toolchain", health: Health::Good, text });
                findings.push(linker(&toolchain));
                findings.push(c_compiler(&toolchain));
                findings.extend(toolchain.cc.as_deref().map(c_runtime));
            }
        }
        findings
    }
}

fn cache(folder: &Path) -> Finding {
    let written =
        std::fs::create_dir_all(folder).and_then(|()| tempfile::NamedTempFile::new_in(folder).map(|_| ()));
    let (health, text) = match written {
        Ok(()) => (Health::Good, folder.display().to_string()),
        Err(error) => {
            (Health::Bad, format!("{} cannot be written to: {error}; set XDG_CACHE_HOME", folder.display()))
        }
    };
    Finding { topic: "cache", health, text }
}

fn linker(toolchain: &Toolchain) -> Finding {
    let (health, text) = match toolchain.linker() {
        Some(linker) => (Health::Good, linker.program.display().to_string()),
        None => (Health::Weak, "neither rust-lld in the toolchain nor `ld` on the PATH: the C compiler links, more slowly, and attempts are not reported; Debian, Ubuntu: `apt install binutils`".to_owned()),
    };
    Finding { topic: "linker", health, text }
}

fn c_compiler(toolchain: &Toolchain) -> Finding {
    let (health, text) = match &toolchain.cc {
        Some(cc) => (Health::Good, cc.display().to_string()),
        None => (
            Health::Bad,
            "no `cc` on the PATH, which the first build needs; Debian, Ubuntu: `apt install gcc libc6-dev`"
                .to_owned(),
        ),
    };
    Finding { topic: "C compiler", health, text }
}

fn c_runtime(cc: &Path) -> Finding {
    let missing = StaticRuntime::missing(cc);
    let (health, text) = if missing.is_empty() {
        (Health::Good, "static".to_owned())
    } else {
        let missing = missing.join(", ");
        (
            Health::Weak,
            format!(
                "no static runtime ({missing}): attempts are stopped, but not reported; Debian, Ubuntu: `apt install libc6-dev gcc`"
            ),
        )
    };
    Finding { topic: "C library", health, text }
}
