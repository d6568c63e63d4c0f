//! One page to hand back to a student: no script, nothing from elsewhere, light and dark, and printable.

mod case;
mod exercise;

use super::format::{Graded, Look};
use super::neutral::html as escaped;
use crate::grade::{ExerciseOutcome, Points, Verdict};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// The page's only style sheet.
const STYLE: &str = include_str!("html/page.css");

pub(super) fn write(graded: &Graded<'_>, look: &Look<'_>, out: &mut dyn Write) -> io::Result<()> {
    head(graded, out)?;
    overview(graded, out)?;
    for exercise in graded.exercises() {
        exercise::write(graded, look, exercise, out)?;
    }
    writeln!(
        out,
        "<footer>tensorlings {} · course {} {} · sandbox {}</footer>\n</main>\n</body>\n</html>",
        env!("CARGO_PKG_VERSION"),
        escaped(&graded.outcome.course.id),
        escaped(&graded.outcome.course.version),
        graded.outcome.sandbox.name()
    )
}

/// Up to the score. The policy lets nothing in but the page's own style sheet, known by its hash.
fn head(graded: &Graded<'_>, out: &mut dyn Write) -> io::Result<()> {
    let title = escaped(&graded.course.title);
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>")?;
    writeln!(out, "<style>{STYLE}</style>\n</head>\n<body>\n<main>")?;
    let outcome = &graded.outcome;
    let (score, max_score) = (outcome.score(), outcome.max_score());
    writeln!(out, "<header>\n<h1>{title}</h1>")?;
    write!(out, "<p class=\"score\"><strong>{score}</strong> of {max_score} points")?;
    if outcome.max_bonus() > Points::default() {
        write!(
            out,
            " <span class=\"bonus\">and {} of {} bonus</span>",
            outcome.bonus(),
            outcome.max_bonus()
        )?;
    }
    writeln!(out, "</p>")?;
    let (score, max_score) = (score.to_f64(), max_score.to_f64());
    writeln!(
        out,
        "<meter min=\"0\" max=\"{max_score}\" value=\"{score}\">{score} of {max_score}</meter>\n</header>"
    )
}

/// A line an exercise, with a link to what is said of it.
fn overview(graded: &Graded<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<table class=\"overview\">\n<thead><tr><th>function</th><th>verdict</th><th>cases</th><th class=\"points\">points</th></tr></thead>\n<tbody>"
    )?;
    for exercise in graded.exercises() {
        let name = escaped(&exercise.name);
        let name =
            if exercise::has_section(exercise) { format!("<a href=\"#{name}\">{name}</a>") } else { name };
        let optional = if exercise.graded { "" } else { " <small>optional</small>" };
        writeln!(
            out,
            "<tr class=\"{}\"><td><code>{name}</code>{optional}</td><td>{}</td><td>{}</td><td class=\"points\">{}/{}</td></tr>",
            class(exercise),
            badge(exercise),
            cases(exercise),
            exercise.score,
            exercise.max_score
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// A sign and the verdict: the colour adds nothing that they do not say.
fn badge(exercise: &ExerciseOutcome) -> String {
    let sign = match class(exercise) {
        "passed" => "✓",
        "open" => "○",
        _ => "✗",
    };
    format!("<span class=\"badge\">{sign} {}</span>", exercise.verdict.words())
}

/// The class of an exercise's row and section.
fn class(exercise: &ExerciseOutcome) -> &'static str {
    match exercise.verdict {
        Verdict::Passed => "passed",
        Verdict::NotStarted | Verdict::Missing | Verdict::Skipped => "open",
        _ => "failed",
    }
}

fn cases(exercise: &ExerciseOutcome) -> String {
    let count = match exercise.cases.len() {
        0 => String::new(),
        all => format!("{} of {all}", super::passed_cases(exercise)),
    };
    match exercise.hidden() {
        Some(hidden) => format!("{count} <small>{hidden}</small>"),
        None => count,
    }
}
