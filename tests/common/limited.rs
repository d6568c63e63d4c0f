//! The command with little memory and time.

use crate::command::{Ran, prepared, run};
use std::path::Path;
use std::process::{Command, Stdio};

/// Whoever wants more than 40 MB of memory, in KiB, or more seconds fails.
const LIMITS: &str = "ulimit -d 40000; exec timeout 60 \"$0\" \"$@\"";

pub(crate) fn limited(folder: &Path, arguments: &[&str]) -> Ran {
    let program = prepared(folder, arguments);
    let mut shell = Command::new("sh");
    shell.args(["-c", LIMITS]).arg(program.get_program()).args(arguments);
    shell.current_dir(folder).stdin(Stdio::null());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    run(shell)
}

/// Whether a text does nothing to a terminal.
pub(crate) fn is_harmless(text: &str) -> bool {
    text.chars().all(|character| character == '\n' || !(character.is_control() || character == '\u{202e}'))
}

/// Why this is not how a command answers to a file: with its answer, or in one harmless sentence with exit code 2.
pub(crate) fn complaint(ran: &Ran) -> Option<&'static str> {
    let Ran { code, stdout, stderr } = ran;
    let is_sentence =
        stderr.starts_with("tensorlings: ") && stderr.ends_with('\n') && stderr.lines().count() == 1;
    match code {
        _ if !is_harmless(stdout) || !is_harmless(stderr) => Some("something raw"),
        0 | 1 if stderr.is_empty() => None,
        2 if is_sentence && stderr.len() < 800 => None,
        2 => Some("not one sentence"),
        _ => Some("neither an answer nor a refusal"),
    }
}
