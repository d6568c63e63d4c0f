//! Why a program could not be made, from what the compiler or the linker left.

use crate::grade::diagnostics;
use crate::grade::plan::{Plan, Root};
use crate::grade::{Diagnostic, Verdict, clean};
use crate::sandbox::{ToolEnd, ToolRun};
use std::collections::BTreeMap;

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
    /// Without a place in a file: how a tool ended.
    pub(super) fn of(run: &ToolRun, tool: &str) -> Self {
        let text = clean(&run.stderr);
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
        let diagnostic = Diagnostic {
            level: "error".to_owned(),
            code: None,
            message,
            file: String::new(),
            line: 0,
            column: 0,
            rendered: text,
            explanation: None,
        };
        Self { verdict, diagnostics: vec![diagnostic] }
    }
}

fn first_error(text: &str) -> &str {
    text.lines()
        .find(|line| line.contains("error"))
        .or_else(|| text.lines().next())
        .unwrap_or("no reason given")
}
