//! One function on the page: what is to blame, what the compiler says, and the cases that fail.

use super::{badge, case, class};
use crate::grade::{CaseOutcome, Diagnostic, ExerciseOutcome, Verdict};
use crate::report::format::{Graded, Look};
use crate::report::neutral::html as escaped;
use std::io::{self, Write};

/// Failing cases that are shown in full; the others are listed.
const SHOWN: usize = 3;

/// Whether there is more to say than the overview does.
pub(super) fn has_section(exercise: &ExerciseOutcome) -> bool {
    !matches!(exercise.verdict, Verdict::Passed | Verdict::NotStarted | Verdict::Missing)
        || exercise.cause.is_some()
}

pub(super) fn write(
    graded: &Graded<'_>,
    look: &Look<'_>,
    exercise: &ExerciseOutcome,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !has_section(exercise) {
        return Ok(());
    }
    let name = escaped(&exercise.name);
    writeln!(out, "<section id=\"{name}\" class=\"{}\">", class(exercise))?;
    writeln!(
        out,
        "<h2><code>{name}</code> {} <span class=\"points\">{}/{}</span></h2>",
        badge(exercise),
        exercise.score,
        exercise.max_score
    )?;
    if let Some(cause) = &exercise.cause {
        let lead = format!("{} is to blame:", cause.exercise);
        writeln!(
            out,
            "<p class=\"note\"><strong>{}</strong> {}</p>",
            escaped(&lead),
            escaped(&cause.message)
        )?;
    }
    if let Some(diagnosis) = &exercise.diagnosis {
        let message = escaped(&diagnosis.message);
        writeln!(out, "<p class=\"note\"><strong>{}</strong> {message}</p>", diagnosis.lead())?;
    }
    for diagnostic in &exercise.diagnostics {
        compiler(diagnostic, out)?;
    }
    let is_failing = |case: &&CaseOutcome| case.is_visible() && case.verdict != Verdict::Passed;
    let failing: Vec<&CaseOutcome> = exercise.cases.iter().filter(is_failing).collect();
    let (full, listed) = failing.split_at(failing.len().min(SHOWN));
    for one in full {
        case::write(graded, look, exercise, one, out)?;
    }
    list(listed, out)?;
    if let Some(hidden) = exercise.hidden() {
        writeln!(out, "<p class=\"dim\">{hidden} cases pass; their details are not shown.</p>")?;
    }
    writeln!(out, "</section>")
}

fn compiler(diagnostic: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    let place = format!("{}:{}:{}", diagnostic.file, diagnostic.line, diagnostic.column);
    let place = if diagnostic.line > 0 { &place } else { &diagnostic.file };
    let rendered = match diagnostic.rendered.trim_end() {
        "" => format!("{}: {}\n  at {place}", diagnostic.level, diagnostic.message),
        rendered => rendered.to_owned(),
    };
    writeln!(out, "<pre class=\"compiler\">{}</pre>", escaped(&rendered))?;
    match &diagnostic.explanation {
        Some(words) => {
            writeln!(out, "<p class=\"note\"><strong>In other words:</strong> {}</p>", escaped(words))
        }
        None => Ok(()),
    }
}

/// Failing cases in a line each.
fn list(cases: &[&CaseOutcome], out: &mut dyn Write) -> io::Result<()> {
    if cases.is_empty() {
        return Ok(());
    }
    let (noun, verb) = if cases.len() == 1 { ("case", "fails") } else { ("cases", "fail") };
    writeln!(out, "<details>\n<summary>{} more {noun} {verb}</summary>\n<ul>", cases.len())?;
    for one in cases {
        writeln!(out, "<li><code>{}</code> {}</li>", escaped(one.short_id()), one.verdict.words())?;
    }
    writeln!(out, "</ul>\n</details>")
}
