//! Failures of the tool and its set-up.

use crate::course::CourseError;
use crate::sandbox::{Level, SandboxError};
use std::path::PathBuf;

/// The tool or its set-up failed; a learner's failure is never one of these.
#[derive(Debug, thiserror::Error)]
pub enum GradeError {
    /// [`Cancel`](crate::sandbox::Cancel) was asked for.
    #[error("cancelled")]
    Cancelled,
    /// Nothing to compile with.
    #[error("there is no Rust compiler: no `rustc` on the PATH; install Rust from https://rustup.rs")]
    NoRustc,
    /// Nothing to build the kit with.
    #[error("there is no cargo beside the Rust compiler; install Rust from https://rustup.rs")]
    NoCargo,
    /// Nothing to link build scripts with, which the first build has.
    #[error(
        "there is no linker: no `cc` on the PATH; install a C compiler (Debian, Ubuntu: `apt install gcc libc6-dev`)"
    )]
    NoLinker,
    /// The first build has to download crates.
    #[error(
        "`ndarray` cannot be downloaded, which the first build needs: connect to the network and try again ({reason})"
    )]
    NoNetwork {
        /// What cargo says.
        reason: String,
    },
    /// While the kit was built or stored.
    #[error(
        "the disk is full: the kit needs about 100 MB in the cache folder; free some space, or set XDG_CACHE_HOME to use another disk"
    )]
    DiskFull,
    /// Found, but of no use.
    #[error("`{}` does not run: {reason}; make `rustc --version` work, then try again", program.display())]
    Toolchain {
        /// The compiler, cargo or linker.
        program: PathBuf,
        /// What the system or the program says.
        reason: String,
    },
    /// It cannot be created, read or written to.
    #[error(
        "the cache folder {} cannot be used: {reason}; set XDG_CACHE_HOME to a folder that can be written to",
        folder.display()
    )]
    Cache {
        /// Where the kits lie.
        folder: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// The sandbox is weaker than what was asked for.
    #[error(
        "the sandbox is {} here, and {} is asked for; `tensorlings doctor` says what is missing, `--min-sandbox {}` accepts it",
        found.name(), least.name(), found.name()
    )]
    WeakSandbox {
        /// What the canary found.
        found: Level,
        /// What was asked for.
        least: Level,
    },
    /// The space for a submission's object files is used up by others.
    #[error(
        "there is no room to compile in {}: free 128 MB there, or set TMPDIR to a folder on another disk",
        folder.display()
    )]
    NoScratch {
        /// The folder for temporary files.
        folder: PathBuf,
    },
    /// Any other step of our own.
    #[error("could not {step}: {reason}")]
    Step {
        /// What was to be done, as it follows "could not".
        step: &'static str,
        /// What the system or the tool says.
        reason: String,
    },
    /// The path that was given is no submission.
    #[error(transparent)]
    Submission(#[from] super::SubmissionError),
    /// A course's stored tensors cannot be had.
    #[error(transparent)]
    Course(#[from] CourseError),
    /// A program or tool could not be started or watched.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
}

/// Makes an error of a tool's own words.
type Meaning = fn(String) -> GradeError;

/// What a tool says, and what it means for the user.
const MEANINGS: &[(&str, Meaning)] = &[
    ("No space left on device", |_| GradeError::DiskFull),
    ("StorageFull", |_| GradeError::DiskFull),
    ("linker `cc` not found", |_| GradeError::NoLinker),
    ("linker `link.exe` not found", |_| GradeError::NoLinker),
    ("Could not resolve host", |reason| GradeError::NoNetwork { reason }),
    ("Couldn't connect to server", |reason| GradeError::NoNetwork { reason }),
    ("failed to download", |reason| GradeError::NoNetwork { reason }),
    ("download of config.json failed", |reason| GradeError::NoNetwork { reason }),
    ("failed to fetch", |reason| GradeError::NoNetwork { reason }),
    ("spurious network error", |reason| GradeError::NoNetwork { reason }),
    // What cargo says where CARGO_NET_OFFLINE forbids it to ask.
    ("no matching package named", |reason| GradeError::NoNetwork { reason }),
    ("--offline was specified", |reason| GradeError::NoNetwork { reason }),
];

impl GradeError {
    /// The failure of a build step, from what the tool printed.
    pub(super) fn step(step: &'static str, output: &str) -> Self {
        let output = super::clean(output.as_bytes());
        let meaning = MEANINGS.iter().find(|(phrase, _)| output.contains(phrase));
        let reason = reason(&output);
        meaning
            .map_or_else(|| Self::Step { step, reason: reason.clone() }, |(_, error)| error(reason.clone()))
    }
}

impl GradeError {
    /// The failure of writing below a folder of the tool's own.
    pub(super) fn cache(folder: &std::path::Path, source: std::io::Error) -> Self {
        if source.kind() == std::io::ErrorKind::StorageFull {
            Self::DiskFull
        } else {
            Self::Cache { folder: folder.to_owned(), reason: source }
        }
    }
}

/// The line of a tool's output that says most: the innermost cause, else the first error, with its place.
pub(super) fn reason(output: &str) -> String {
    let lines = || output.lines().map(str::trim).filter(|line| !line.is_empty());
    let cause = lines().skip_while(|line| *line != "Caused by:").last();
    let error = || lines().find(|line| line.starts_with("error"));
    let line = cause.or_else(error).or_else(|| lines().next()).unwrap_or("no reason given");
    let text = line.trim_start_matches("error: ").trim_end_matches('.');
    let after = lines().skip_while(|other| *other != line).nth(1);
    let place = after.and_then(|after| after.strip_prefix("--> ")?.rsplit('/').next());
    place.map_or_else(|| text.to_owned(), |place| format!("{text} ({place})"))
}

#[cfg(test)]
mod tests {
    use super::GradeError;

    fn told(output: &str) -> String {
        GradeError::step("compile the kit", output).to_string()
    }

    #[test]
    fn what_a_tool_prints_becomes_one_sentence() {
        assert!(
            told("error: x\n\nCaused by:\n  No space left on device (os error 28)")
                .starts_with("the disk is full")
        );
        assert!(told("error: linker `cc` not found").starts_with("there is no linker"));
        let network = told(
            "error: failed to get `ndarray`\n\nCaused by:\n  a\n\nCaused by:\n  [6] Could not resolve host: x\n",
        );
        assert!(network.starts_with("`ndarray` cannot be downloaded"), "{network}");
        assert!(network.ends_with("([6] Could not resolve host: x)"), "{network}");
    }

    #[test]
    fn the_first_error_is_the_reason_where_there_is_no_cause() {
        assert_eq!(
            told("warning: a\nerror: it broke.\nerror: aborting"),
            "could not compile the kit: it broke"
        );
        assert_eq!(
            told("error[E0425]: no `x` here\n   --> /tmp/sources/calls.rs:6:16\n    |\n"),
            "could not compile the kit: error[E0425]: no `x` here (calls.rs:6:16)"
        );
        assert_eq!(told("boom"), "could not compile the kit: boom");
        assert_eq!(told(""), "could not compile the kit: no reason given");
    }
}
