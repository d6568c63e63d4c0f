//! The command as a shell runs it. What a test does not state about its surroundings is the same everywhere.

use crate::cache::cache_home;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What a command did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `tensorlings` with arguments and a working folder, without a terminal.
pub(crate) fn tensorlings(folder: &Path, arguments: &[&str]) -> Ran {
    run(prepared(folder, arguments))
}

/// The command, ready to run, for tests that change its surroundings.
pub(crate) fn prepared(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tensorlings"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command.env("XDG_CACHE_HOME", cache_home()).env("TERM", "xterm-256color").env("LC_ALL", "C.UTF-8");
    for variable in STATED_BY_TESTS {
        command.env_remove(variable);
    }
    command
}

/// Runs a prepared command to its end.
pub(crate) fn run(mut command: Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: status.code().unwrap(), stdout: text(stdout), stderr: text(stderr) }
}

/// Variables that change what the command prints.
const STATED_BY_TESTS: &[&str] = &[
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "EDITOR",
    "FORCE_COLOR",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
    "NO_COLOR",
    "VISUAL",
];
