//! Why a program could not be made, from what the compiler or the linker left.

use crate::grade::diagnostics;
use crate::grade::plan::{Plan, Root};
use crate::grade::{Diagnostic, Verdict, clean};
use crate::sandbox::{ToolEnd, ToolRun};
use std::collections::BTreeMap;
use std::time::Duration;

/// Why a function's file is not part of a program.
#[derive(Clone, Debug)]
pub(in crate::grade) struct Failure {
    pub(in crate::grade) verdict: Verdict,
    pub(in crate::grade) diagnostics: Vec<Diagnostic>,
}

/// Failures by the function's name.
pub(in crate::grade) type Failures = BTreeMap<String, Failure>;

/// The failures that the compiler tells of files of a plan; none where it names none.
pub(super) fn by_file(run: &ToolRun, plan: &Plan<'_>, root: &Root) -> Failures {
    let mut failures = Failures::new();
    if !matches!(run.end, ToolEnd::Exited(_)) {
        return failures;
    }
    for located in diagnostics::errors(&run.stderr, plan, root) {
        let Some(name) = located.exercise else { continue };
        let failure = failures
            .entry(name)
            .or_insert_with(|| Failure { verdict: Verdict::CompileError, diagnostics: Vec::new() });
        // A function that is not there is missed in two places of the generated code.
        if !failure.diagnostics.iter().any(|told| told.is_about_the_same_as(&located.diagnostic)) {
            failure.diagnostics.push(located.diagnostic);
        }
    }
    failures
}

impl Failure {
    /// The compiler was not even started.
    pub(super) fn without_time(all: Duration) -> Self {
        let message =
            format!("the {} s for compiling the submission were used up before this", all.as_secs());
        Self::new(Verdict::CompileTimeout, message, String::new())
    }

    /// Without a place in a file: how a tool ended.
    pub(super) fn of(run: &ToolRun, tool: &str) -> Self {
        let text = without_folders(&clean(diagnostics::readable(&run.stderr).as_bytes()));
        let used_up = text.contains("memory allocation of")
            || matches!(run.end, ToolEnd::Signalled(libc::SIGKILL | libc::SIGXCPU | libc::SIGXFSZ));
        let (verdict, message) = match run.end {
            ToolEnd::TimedOut => (Verdict::CompileTimeout, format!("{tool} took too long")),
            _ if used_up => {
                (Verdict::CompileTimeout, format!("{tool} used up its time, its memory or its disk space"))
            }
            ToolEnd::Signalled(signal) => {
                (Verdict::CompileError, format!("{tool} crashed (signal {signal})"))
            }
            ToolEnd::Exited(_) | ToolEnd::Cancelled => {
                (Verdict::CompileError, format!("{tool} refused it: {}", first_error(&text)))
            }
        };
        Self::new(verdict, message, text)
    }

    fn new(verdict: Verdict, message: String, rendered: String) -> Self {
        let diagnostic = Diagnostic {
            level: "error".to_owned(),
            code: None,
            message,
            file: String::new(),
            line: 0,
            column: 0,
            rendered,
            explanation: None,
        };
        Self { verdict, diagnostics: vec![diagnostic] }
    }
}

/// The same text with the names of files alone: where the kit and the scratch folder lie is nothing to a learner.
fn without_folders(text: &str) -> String {
    let ends = |c: char| c.is_whitespace() || "\"'`:,;()".contains(c);
    let mut plain = String::with_capacity(text.len());
    for word in text.split_inclusive(ends) {
        let end = word.trim_end_matches(ends).len();
        let (word, end) = word.split_at(end);
        let place = word.find('/').filter(|place| word[..*place].chars().all(|c| !c.is_alphanumeric()));
        match place {
            Some(place) => {
                plain.push_str(&word[..place]);
                plain.push_str(word.rsplit('/').next().unwrap_or_default());
            }
            None => plain.push_str(word),
        }
        plain.push_str(end);
    }
    plain
}

fn first_error(text: &str) -> &str {
    text.lines()
        .find(|line| line.contains("error"))
        .or_else(|| text.lines().next())
        .unwrap_or("no reason given")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_linker_says_names_no_folder() {
        let said = "rust-lld: error: undefined symbol: nowhere\n\
            >>> referenced by learner.1a2b-cgu.0\n\
            >>>               /dev/shm/tensorlings-x1/objects/learner.o:(learner::twice::h1)\n\
            >>> defined in '/home/jo/.cache/tensorlings/kit-1/lib/libkit.rlib(kit.o)', and/or above\n";
        let plain = "rust-lld: error: undefined symbol: nowhere\n\
            >>> referenced by learner.1a2b-cgu.0\n\
            >>>               learner.o:(learner::twice::h1)\n\
            >>> defined in 'libkit.rlib(kit.o)', and/or above\n";
        assert_eq!(without_folders(said), plain);
    }

    #[test]
    fn a_failure_without_a_file_says_what_happened() {
        let told = |end, stderr: &str| {
            let run = ToolRun {
                end,
                stdout: Vec::new(),
                stderr: stderr.as_bytes().to_vec(),
                extent: crate::sandbox::Extent::Whole,
            };
            let failure = Failure::of(&run, "the compiler");
            (failure.verdict, failure.diagnostics[0].message.clone())
        };
        let timeout = |text: &str| (Verdict::CompileTimeout, text.to_owned());
        assert_eq!(told(ToolEnd::TimedOut, ""), timeout("the compiler took too long"));
        let used_up = timeout("the compiler used up its time, its memory or its disk space");
        assert_eq!(told(ToolEnd::Signalled(libc::SIGXFSZ), ""), used_up);
        assert_eq!(told(ToolEnd::Exited(101), "memory allocation of 8 bytes failed"), used_up);
        assert_eq!(
            told(ToolEnd::Signalled(libc::SIGSEGV), ""),
            (Verdict::CompileError, "the compiler crashed (signal 11)".to_owned())
        );
        assert_eq!(
            told(ToolEnd::Exited(1), "note: a\nerror: no room in /dev/shm/x/objects\n"),
            (Verdict::CompileError, "the compiler refused it: error: no room in objects".to_owned())
        );
        let message = r#"{"message":"it","code":null,"level":"error","spans":[],"rendered":"error: it broke\n --> x\n"}"#;
        assert_eq!(
            told(ToolEnd::Exited(1), message),
            (Verdict::CompileError, "the compiler refused it: error: it broke".to_owned())
        );
    }
}
