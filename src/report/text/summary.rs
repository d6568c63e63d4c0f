//! The head of a report and its line for each exercise.

use super::TextReport;
use super::layout::{counted, cut, prose};
use crate::grade::{ExerciseOutcome, Points, Verdict};
use crate::report::passed_cases;
use crate::style::{Line, Meaning};
use unicode_width::UnicodeWidthStr;

/// Columns for how many cases passed: `19 of 21 cases`.
const CASES: usize = 15;
/// Columns for points: `9.04/10`.
const POINTS: usize = 8;

/// The course on the left; how many exercises passed, the score and the sandbox on the right.
pub(super) fn head(report: &TextReport) -> Vec<Line> {
    let theme = &report.theme;
    let title = cut(&theme.text(&report.course.title), report.width(), theme);
    spread(report, theme.line(Meaning::Strong, title), &facts(report))
}

/// `2 of 8 passed · 26/40 points · sandbox full`
pub(super) fn facts(report: &TextReport) -> String {
    let outcome = report.outcome;
    let passed = outcome.exercises.iter().filter(|exercise| exercise.verdict == Verdict::Passed).count();
    let mut facts = vec![
        format!("{passed} of {} passed", outcome.exercises.len()),
        format!("{}/{} points", outcome.score(), outcome.max_score()),
    ];
    if outcome.max_bonus() > Points::default() {
        facts.push(format!("bonus {}/{}", outcome.bonus(), outcome.max_bonus()));
    }
    facts.push(format!("sandbox {}", outcome.sandbox.name()));
    facts.join(&format!(" {} ", report.theme.glyphs.blank))
}

/// The exercises in course order, the optional ones under a heading of their own.
pub(super) fn exercises(report: &TextReport) -> Vec<Line> {
    let (graded, optional): (Vec<_>, Vec<_>) =
        report.outcome.exercises.iter().partition(|exercise| exercise.graded);
    let mut lines: Vec<Line> = graded.into_iter().map(|exercise| entry(report, exercise)).collect();
    if !optional.is_empty() {
        lines.push(report.theme.line(Meaning::Dim, "  optional"));
    }
    lines.extend(optional.into_iter().map(|exercise| entry(report, exercise)));
    lines
}

/// The head of a report on one exercise.
pub(super) fn single(report: &TextReport, exercise: &ExerciseOutcome) -> Vec<Line> {
    let theme = &report.theme;
    let facts = format!(
        "{}/{} points {} sandbox {}",
        exercise.score,
        exercise.max_score,
        theme.glyphs.blank,
        report.outcome.sandbox.name()
    );
    let (glyph, meaning) = sign(report, exercise);
    let title = theme
        .line(meaning, format!("{glyph} "))
        .with(exercise.name.as_str(), theme.style(Meaning::Strong))
        .with(format!("  {}", words(exercise)), theme.style(meaning));
    spread(report, title, &facts)
}

/// Glyph, name, verdict, cases, points.
fn entry(report: &TextReport, exercise: &ExerciseOutcome) -> Line {
    let theme = &report.theme;
    let widest = |text: fn(&ExerciseOutcome) -> String| {
        report.outcome.exercises.iter().map(|exercise| text(exercise).width()).max().unwrap_or(0)
    };
    let name = widest(|exercise| exercise.name.clone());
    let verdict = widest(words);
    let (glyph, meaning) = sign(report, exercise);
    let mut line = theme.line(meaning, format!("{glyph} "));
    line.push(format!("{:<name$}  ", exercise.name), theme.style(Meaning::Text));
    line.push(format!("{:<verdict$}  ", words(exercise)), theme.style(meaning));
    if line.width() + CASES + POINTS <= report.width() {
        line.push(format!("{:<CASES$}", cases(exercise)), theme.style(Meaning::Dim));
    }
    let points = format!("{}/{}", exercise.score, exercise.max_score);
    line.push(format!("{points:>POINTS$}"), theme.style(meaning));
    line
}

fn words(exercise: &ExerciseOutcome) -> String {
    exercise.verdict.words()
}

fn cases(exercise: &ExerciseOutcome) -> String {
    let (passed, all) = (passed_cases(exercise), exercise.cases.len());
    match exercise.verdict {
        _ if all == 0 => String::new(),
        Verdict::NotStarted => String::new(),
        Verdict::Passed => counted(all, "case"),
        _ => format!("{passed} of {}", counted(all, "case")),
    }
}

/// The glyph and meaning of an exercise's state.
fn sign(report: &TextReport, exercise: &ExerciseOutcome) -> (&'static str, Meaning) {
    let glyphs = report.theme.glyphs;
    match exercise.verdict {
        Verdict::Passed => (glyphs.passed, Meaning::Right),
        Verdict::NotStarted | Verdict::Missing => (glyphs.untouched, Meaning::Dim),
        Verdict::Skipped => (glyphs.none, Meaning::Dim),
        _ if passed_cases(exercise) > 0 => (glyphs.partial, Meaning::Wrong),
        _ => (glyphs.failed, Meaning::Wrong),
    }
}

/// Two texts at the two edges of a line, or below each other where they do not fit.
fn spread(report: &TextReport, left: Line, right: &str) -> Vec<Line> {
    let mut line = left;
    if line.width() + 2 + right.width() > report.width() {
        let mut lines = vec![line];
        lines.extend(prose(report, Meaning::Dim, right));
        return lines;
    }
    line.pad_to(report.width() - right.width());
    vec![line.with(right, report.theme.style(Meaning::Dim))]
}
