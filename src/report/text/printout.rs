//! What the assignment prints for its published case, next to what this submission prints. Shown, never judged: the
//! published digits are rounded.

use super::TextReport;
use super::layout::{INDENT, indented, prose, verbatim};
use crate::course::{Exercise, Printout};
use crate::grade::{ExerciseOutcome, Verdict};
use crate::style::{Line, Meaning};
use crate::tensor::Tensor;
use similar::{ChangeTag, TextDiff};

/// Lines around a difference.
const CONTEXT: usize = 2;

/// The printouts of an exercise that passed, in full.
pub(super) fn of_passed(report: &TextReport, exercise: &ExerciseOutcome) -> Vec<Line> {
    let mut lines = Vec::new();
    for (printout, text) in rendered(report, exercise) {
        if exercise.verdict != Verdict::Passed {
            continue;
        }
        lines.push(Line::default());
        if text.trim_end() == printout.expected.trim_end() {
            lines.extend(prose(report, Meaning::Dim, "The published example, as the assignment prints it:"));
            lines.extend(indented(verbatim(report, Meaning::Text, &text), INDENT));
        } else {
            lines.extend(difference(report, printout, &text));
        }
    }
    lines
}

/// How the printouts of an exercise that failed differ from the published ones.
pub(super) fn of_failed(report: &TextReport, exercise: &ExerciseOutcome) -> Vec<Line> {
    let mut lines = Vec::new();
    for (printout, text) in rendered(report, exercise) {
        if exercise.verdict != Verdict::Passed && text.trim_end() != printout.expected.trim_end() {
            lines.push(Line::default());
            lines.extend(difference(report, printout, &text));
        }
    }
    lines
}

/// Each printout of the exercise with what this submission's tensors make of its template.
fn rendered<'a>(report: &TextReport<'a>, outcome: &ExerciseOutcome) -> Vec<(&'a Printout, String)> {
    let Some(exercise) = report.course.exercise(&outcome.name) else { return Vec::new() };
    exercise
        .printouts
        .iter()
        .filter_map(|printout| Some((printout, render(report, exercise, printout)?)))
        .collect()
}

fn render(report: &TextReport, exercise: &Exercise, printout: &Printout) -> Option<String> {
    let outputs = report.answers.of(&format!("{}/{}", exercise.name, printout.case));
    if outputs.is_empty() {
        return None;
    }
    let inputs = exercise.inputs(exercise.case(&printout.case)?).ok()?;
    let inputs = inputs.iter().map(|input| (input.name.as_str(), &input.tensor));
    let outputs = outputs.iter().map(|(name, tensor)| (name.as_str(), tensor));
    let tensors: Vec<(&str, &Tensor)> = inputs.chain(outputs).collect();
    Some(printout.render(&tensors))
}

/// A unified diff.
fn difference(report: &TextReport, printout: &Printout, text: &str) -> Vec<Line> {
    let theme = &report.theme;
    let note = format!("What `{}` prints, published (-) and yours (+):", printout.case);
    let mut lines = prose(report, Meaning::Dim, &note);
    let text = format!("{}\n", text.trim_end());
    let published = format!("{}\n", printout.expected.trim_end());
    let diff = TextDiff::from_lines(&published, &text);
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        lines.push(theme.line(Meaning::Dim, hunk.header().to_string()));
        for change in hunk.iter_changes() {
            let meaning = match change.tag() {
                ChangeTag::Equal => Meaning::Text,
                ChangeTag::Delete => Meaning::Right,
                ChangeTag::Insert => Meaning::Wrong,
            };
            let text = format!("{}{}", change.tag(), change.value().trim_end_matches('\n'));
            lines.extend(verbatim(report, meaning, &text));
        }
    }
    lines
}
