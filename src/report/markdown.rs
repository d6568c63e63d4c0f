//! GitHub's Markdown, for a comment or the summary of a workflow step. What learners wrote or printed stands in
//! fences alone; the grids are text there, with a sign for every mark.

use super::format::{Graded, Look};
use super::neutral::{fenced, markdown as escaped};
use super::text::Detail;
use crate::grade::{ExerciseOutcome, Points, Verdict};
use crate::style::{Depth, Theme, UNICODE};
use std::io::{self, Write};

/// How much is said, from the most to the least, until a summary is small enough.
const DETAILS: [Detail; 3] = [Detail::EveryFailure, Detail::FirstFailure, Detail::Summary];

pub(super) fn write(graded: &Graded<'_>, look: &Look<'_>, out: &mut dyn Write) -> io::Result<()> {
    head(graded, out)?;
    if look.detail == Detail::Summary {
        return Ok(());
    }
    let theme = Theme { depth: Depth::Plain, glyphs: &UNICODE, ..look.theme };
    let report = graded.text(&Look { theme, ..*look });
    for exercise in graded.exercises() {
        let lines = report.details(exercise);
        if lines.is_empty() {
            continue;
        }
        writeln!(out, "\n### {}: {}\n", escaped(&exercise.name), exercise.verdict.words())?;
        if let Some(cause) = &exercise.cause {
            writeln!(out, "**{} is to blame:** {}\n", escaped(&cause.exercise), escaped(&cause.message))?;
        }
        if let Some(diagnosis) = &exercise.diagnosis {
            writeln!(out, "**{}** {}\n", diagnosis.lead(), escaped(&diagnosis.message))?;
        }
        let text: String = lines.iter().map(|line| line.text().trim_end().to_owned() + "\n").collect();
        out.write_all(fenced(&text).as_bytes())?;
    }
    Ok(())
}

/// The report with as much detail as fits into so many bytes; empty where not even the table fits.
///
/// # Errors
/// When it cannot be made.
pub fn step_summary(graded: &Graded<'_>, look: &Look<'_>, room: usize) -> io::Result<Vec<u8>> {
    for detail in DETAILS {
        let report = graded.render(super::Format::Markdown, &Look { detail, ..*look })?;
        if report.len() <= room {
            return Ok(report);
        }
    }
    Ok(Vec::new())
}

/// The score and a table of all exercises.
fn head(graded: &Graded<'_>, out: &mut dyn Write) -> io::Result<()> {
    let outcome = &graded.outcome;
    writeln!(out, "## {}\n", escaped(&graded.course.title))?;
    write!(out, "**{}/{} points**", outcome.score(), outcome.max_score())?;
    if outcome.max_bonus() > Points::default() {
        write!(out, " · bonus {}/{}", outcome.bonus(), outcome.max_bonus())?;
    }
    writeln!(out, " · sandbox {}\n", outcome.sandbox.name())?;
    writeln!(out, "| | function | verdict | cases | points |")?;
    writeln!(out, "|---|---|---|---|---:|")?;
    for exercise in graded.exercises() {
        row(exercise, out)?;
    }
    Ok(())
}

fn row(exercise: &ExerciseOutcome, out: &mut dyn Write) -> io::Result<()> {
    let sign = match exercise.verdict {
        Verdict::Passed => "✅",
        Verdict::NotStarted | Verdict::Missing => "⬜",
        _ => "❌",
    };
    let optional = if exercise.graded { "" } else { " (optional)" };
    let mut cases = format!("{} of {}", super::passed_cases(exercise), exercise.cases.len());
    if let Some(hidden) = exercise.hidden() {
        cases = format!("{cases} ({hidden})");
    }
    writeln!(
        out,
        "| {sign} | {}{optional} | {} | {cases} | {}/{} |",
        escaped(&exercise.name),
        exercise.verdict.words(),
        exercise.score,
        exercise.max_score
    )
}
