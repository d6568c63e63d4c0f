//! For the log of a GitHub workflow: annotations, then the failures with their grids in colour, folded.
//!
//! GitHub shows ten annotations of a kind and step, so the worst come first and the rest is left to the text below
//! and to the summary of the step.

use super::format::{Graded, Look};
use super::neutral::{SPACED, data, disarmed, property};
use crate::grade::{Diagnostic, ExerciseOutcome, Verdict};
use crate::style::{self, Depth, Theme};
use std::io::{self, Write};

/// Annotations of one kind that GitHub shows.
const MOST: usize = 10;
/// Characters of an annotation; it is read in a small box.
const LENGTH: usize = 2000;

/// One annotation.
struct Annotation {
    /// `error`, `warning` or `notice`.
    kind: &'static str,
    verdict: Verdict,
    file: String,
    /// Line and column, from 1; 0 where there is none.
    place: (usize, usize),
    title: String,
    message: String,
}

pub(super) fn write(graded: &Graded<'_>, look: &Look<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut annotations: Vec<Annotation> =
        graded.exercises().flat_map(|one| annotations(look, one)).collect();
    annotations.sort_by_key(|annotation| annotation.verdict);
    for kind in ["error", "warning"] {
        for annotation in annotations.iter().filter(|annotation| annotation.kind == kind).take(MOST) {
            annotation.write(out)?;
        }
    }
    let outcome = &graded.outcome;
    let title = property(&graded.course.title);
    writeln!(
        out,
        "::notice title={title}::{}",
        data(&format!("{}/{} points", outcome.score(), outcome.max_score()))
    )?;
    let report = graded.text(&Look { theme: Theme { depth: Depth::Ansi16, ..look.theme }, ..*look });
    for exercise in graded.exercises() {
        let details = report.details(exercise);
        if details.is_empty() {
            continue;
        }
        writeln!(out, "::group::{}", data(&format!("{}: {}", exercise.name, exercise.verdict.words())))?;
        let mut text = Vec::new();
        style::ansi::write(&details, &mut text)?;
        out.write_all(disarmed(&String::from_utf8_lossy(&text), SPACED).as_bytes())?;
        writeln!(out, "::endgroup::")?;
    }
    Ok(())
}

impl Annotation {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "::{} file={}", self.kind, property(&self.file))?;
        let (line, column) = self.place;
        if line > 0 {
            write!(out, ",line={line}")?;
        }
        if line > 0 && column > 0 {
            write!(out, ",col={column}")?;
        }
        let message: String = self.message.chars().take(LENGTH).collect();
        writeln!(out, ",title={}::{}", property(&self.title), data(&message))
    }
}

/// One for each place that the compiler names, else one for the exercise.
fn annotations(look: &Look<'_>, exercise: &ExerciseOutcome) -> Vec<Annotation> {
    if matches!(exercise.verdict, Verdict::Passed) {
        return Vec::new();
    }
    let kind = if exercise.graded { "error" } else { "warning" };
    let title = format!("{}: {}", exercise.name, exercise.verdict.words());
    let annotation = |file: &str, place, message| Annotation {
        kind,
        verdict: exercise.verdict,
        file: format!("{}{file}", look.root),
        place,
        title: title.clone(),
        message,
    };
    if exercise.diagnostics.is_empty() {
        return vec![annotation(&format!("src/{}.rs", exercise.name), (0, 0), summary(exercise))];
    }
    let compiler = exercise.diagnostics.iter();
    compiler.map(|one| annotation(&one.file, (one.line, one.column), said(one))).collect()
}

fn said(diagnostic: &Diagnostic) -> String {
    match &diagnostic.explanation {
        Some(explanation) => format!("{}\n{explanation}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

/// How many cases pass, what the first that fails says, and what it looks like.
fn summary(exercise: &ExerciseOutcome) -> String {
    let passed = super::passed_cases(exercise);
    let mut lines = vec![format!("{}/{} points", exercise.score, exercise.max_score)];
    if !exercise.cases.is_empty() {
        lines.push(format!("{passed} of {} cases pass", exercise.cases.len()));
    }
    lines.extend(exercise.hidden().map(|hidden| hidden.to_string()));
    lines.extend(exercise.cause.iter().map(|cause| cause.message.clone()));
    lines.extend(
        exercise.diagnosis.iter().map(|diagnosis| format!("{} {}", diagnosis.lead(), diagnosis.message)),
    );
    let failing = exercise.cases.iter().find(|case| case.is_visible() && case.verdict != Verdict::Passed);
    lines.extend(failing.and_then(|case| Some(format!("{}: {}", case.id, case.message.as_ref()?))));
    lines.join("\n")
}
