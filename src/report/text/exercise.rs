//! What is wrong with one exercise.

use super::layout::{INDENT, counted, indented, labelled, prose, verbatim};
use super::{Detail, TextReport, case, printout};
use crate::grade::{CaseOutcome, Diagnostic, ExerciseOutcome, Verdict};
use crate::style::{Line, Meaning};

/// Failing cases that are named in a line each, before the rest is only counted.
const NAMED: usize = 12;

/// What introduces a plain sentence under the compiler's own words.
const IN_OTHER_WORDS: &str = "In other words:";

/// Everything there is to say, indented below a heading.
pub(super) fn details(report: &TextReport, exercise: &ExerciseOutcome) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(cause) = &exercise.cause {
        let label = format!("{} is to blame:", cause.exercise);
        lines.extend(labelled(report, (&label, Meaning::Accent), &cause.message));
    }
    if let Some(note) = unwritten(exercise) {
        lines.extend(prose(report, Meaning::Text, &note));
    }
    for diagnostic in &exercise.diagnostics {
        lines.extend(compiler(report, diagnostic));
    }
    let mut failing = exercise.cases.iter().filter(|case| case.is_visible() && fails(case));
    let full = match report.detail {
        Detail::EveryFailure => usize::MAX,
        Detail::FirstFailure | Detail::Summary => 1,
    };
    for case in failing.by_ref().take(full) {
        separate(&mut lines);
        lines.extend(case::in_full(report, exercise, case));
    }
    let rest: Vec<_> = failing.collect();
    if !rest.is_empty() {
        separate(&mut lines);
        lines.extend(others(report, &rest));
    }
    let skipped = exercise.cases.iter().filter(|case| case.is_visible() && case.verdict == Verdict::Skipped);
    if let count @ 1.. = skipped.count() {
        let verb = if count == 1 { "was" } else { "were" };
        let text = format!("{} {verb} not run after that.", counted(count, "more case"));
        separate(&mut lines);
        lines.extend(prose(report, Meaning::Dim, &text));
    }
    if let Some(hidden) = exercise.hidden() {
        separate(&mut lines);
        lines.extend(prose(
            report,
            Meaning::Text,
            &format!("{hidden} cases pass; their details are not shown."),
        ));
    }
    lines.extend(printout::of_failed(report, exercise));
    indented(lines, INDENT).collect()
}

/// What the mistake looks like, told once: with the first case that fails.
pub(super) fn diagnosis(report: &TextReport, exercise: &ExerciseOutcome, case: &CaseOutcome) -> Vec<Line> {
    let first = exercise.cases.iter().find(|case| case.is_visible() && fails(case));
    let told_here = first.is_some_and(|first| first.id == case.id);
    let Some(diagnosis) = exercise.diagnosis.as_ref().filter(|_| told_here) else { return Vec::new() };
    labelled(report, (diagnosis.lead(), Meaning::Wrong), &diagnosis.message)
}

/// What to do where there is nothing to judge yet.
fn unwritten(exercise: &ExerciseOutcome) -> Option<String> {
    let file = format!("src/{}.rs", exercise.name);
    match exercise.verdict {
        Verdict::Missing => Some(format!("There is no {file}.")),
        Verdict::NotStarted => Some(format!("Write it in {file}: there is only a `todo!()` so far.")),
        _ => None,
    }
}

fn fails(case: &CaseOutcome) -> bool {
    !matches!(case.verdict, Verdict::Passed | Verdict::Skipped | Verdict::NotStarted)
}

/// What the compiler says, and what that means.
fn compiler(report: &TextReport, diagnostic: &Diagnostic) -> Vec<Line> {
    let mut lines = quoted(report, diagnostic);
    let explanation = diagnostic.explanation.iter();
    lines.extend(explanation.flat_map(|words| labelled(report, (IN_OTHER_WORDS, Meaning::Accent), words)));
    lines
}

fn quoted(report: &TextReport, diagnostic: &Diagnostic) -> Vec<Line> {
    let theme = &report.theme;
    let rendered = diagnostic.rendered.trim_end();
    // Our own words are broken between words; the compiler's drawing would fall apart.
    if let Some(rest) = rendered.strip_prefix(&diagnostic.message) {
        let mut lines = prose(report, Meaning::Wrong, &diagnostic.message);
        let rest = rest.trim_matches('\n');
        if !rest.is_empty() {
            lines.push(Line::default());
            lines.extend(verbatim(report, Meaning::Text, rest));
        }
        return lines;
    }
    if !rendered.is_empty() {
        return verbatim(report, Meaning::Text, rendered);
    }
    let code = diagnostic.code.as_ref().map_or_else(String::new, |code| format!("[{code}]"));
    let label = format!("{}{code}:", diagnostic.level);
    let mut lines = labelled(report, (&label, Meaning::Wrong), &diagnostic.message);
    let place = match (diagnostic.line, diagnostic.column) {
        (0, _) if diagnostic.message.contains(&diagnostic.file) => return lines,
        (0, _) => diagnostic.file.clone(),
        (line, 0) => format!("{}:{line}", diagnostic.file),
        (line, column) => format!("{}:{line}:{column}", diagnostic.file),
    };
    lines.push(theme.line(Meaning::Dim, format!("  at {place}")));
    lines
}

fn others(report: &TextReport, cases: &[&CaseOutcome]) -> Vec<Line> {
    let theme = &report.theme;
    let verb = if cases.len() == 1 { "fails" } else { "fail" };
    let more = format!("{} {verb}:", counted(cases.len(), "more case"));
    let mut lines = vec![theme.line(Meaning::Dim, more)];
    lines.extend(cases.iter().take(NAMED).map(|case| case::in_short(report, case)));
    if let Some(left @ 1..) = cases.len().checked_sub(NAMED) {
        lines.extend(prose(report, Meaning::Dim, &format!("{} {left} more", theme.glyphs.ellipsis)));
    }
    lines
}

fn separate(lines: &mut Vec<Line>) {
    if !lines.is_empty() {
        lines.push(Line::default());
    }
}
