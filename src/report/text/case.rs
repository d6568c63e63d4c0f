//! A failing case.

use super::exercise::diagnosis;
use super::layout::{INDENT, counted, cut, prose, verbatim};
use super::{Detail, TextReport, tensors};
use crate::course::Case;
use crate::grade::{CaseOutcome, ExerciseOutcome, OutputOutcome, Verdict};
use crate::style::{Line, Meaning};
use crate::tensor::{shape_text, value_text};

/// Wrong cells that are listed with their full precision.
const CELLS: usize = 5;
/// Lines of a case's prints that are shown.
const PRINTED: usize = 10;

/// The case with its tensors.
pub(super) fn in_full(report: &TextReport, exercise: &ExerciseOutcome, case: &CaseOutcome) -> Vec<Line> {
    let theme = &report.theme;
    let mut lines = vec![
        theme
            .line(Meaning::Wrong, format!("{} ", theme.glyphs.failed))
            .with(case.short_id(), theme.style(Meaning::Strong))
            .with(format!("  {}", case.verdict.words()), theme.style(Meaning::Wrong)),
    ];
    if !case.is_visible() {
        lines.extend(prose(report, Meaning::Dim, "The details of a hidden case are not shown."));
        return lines;
    }
    let declared = report.course.exercise(&exercise.name);
    let declared = declared.and_then(|exercise| Some((exercise, exercise.case(case.short_id())?)));
    if let Some((exercise, case)) = declared {
        lines.extend(prose(report, Meaning::Text, &case.about));
        lines.extend(dimensions(report, exercise, case));
    }
    if let Some(message) = &case.message {
        lines.extend(prose(report, Meaning::Text, message));
    }
    for output in case.outputs.iter().filter(|output| output.verdict != Verdict::Passed) {
        lines.push(Line::default());
        lines.push(self::output(report, output));
        if let Some((exercise, declared)) = declared {
            lines.extend(tensors::output(report, exercise, declared, case, output));
        }
        lines.extend(worst_cells(report, output));
    }
    let looks_like = diagnosis(report, exercise, case);
    if !looks_like.is_empty() {
        lines.push(Line::default());
        lines.extend(looks_like);
    }
    if let Some((exercise, declared)) = declared {
        lines.extend(tensors::inputs(report, exercise, declared, case));
    }
    lines.extend(prints(report, case));
    lines
}

/// The case in one line.
pub(super) fn in_short(report: &TextReport, case: &CaseOutcome) -> Line {
    let theme = &report.theme;
    let mut line = theme
        .line(Meaning::Wrong, format!("{} ", theme.glyphs.failed))
        .with(case.short_id(), theme.style(Meaning::Text))
        .with(format!("  {}", case.verdict.words()), theme.style(Meaning::Wrong));
    let wrong = case.outputs.iter().find(|output| output.verdict != Verdict::Passed);
    let fact = match (wrong, &case.message) {
        (Some(output), _) => Some(format!("{}: {}", output.name, output.difference())),
        (None, message) => message.clone(),
    };
    if let Some(fact) = fact {
        let fact = fact.lines().next().unwrap_or_default();
        let room = report.width().saturating_sub(INDENT + line.width() + 2);
        line.push(format!("  {}", cut(fact, room, theme)), theme.style(Meaning::Dim));
    }
    line
}

/// The values of the case's symbols.
fn dimensions(report: &TextReport, exercise: &crate::course::Exercise, case: &Case) -> Vec<Line> {
    let mut lines = vec![String::new()];
    for (symbol, value) in exercise.dimensions(case) {
        let text = format!("{symbol} {value}");
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(&text),
            Some(line) if line.len() + 3 + text.len() <= report.width() - INDENT => {
                line.push_str("   ");
                line.push_str(&text);
            }
            _ => lines.push(text),
        }
    }
    lines.into_iter().map(|line| report.theme.line(Meaning::Dim, line)).collect()
}

/// The output's name, its shape, and how wrong it is.
fn output(report: &TextReport, output: &OutputOutcome) -> Line {
    let theme = &report.theme;
    let mut line = theme.line(Meaning::Strong, format!("{} ", output.name));
    line.push(format!("{}  ", shape_text(&output.expected_shape)), theme.style(Meaning::Text));
    line.push(output.difference(), theme.style(Meaning::Wrong));
    for error in output.errors() {
        if line.width() + 2 + error.len() <= report.width() - INDENT {
            line.push(format!("  {error}"), theme.style(Meaning::Dim));
        }
    }
    line
}

/// A table of the worst cells in full precision.
fn worst_cells(report: &TextReport, output: &OutputOutcome) -> Vec<Line> {
    let theme = &report.theme;
    if output.mismatches.is_empty() {
        return Vec::new();
    }
    let shown = output.mismatches.iter().take(CELLS);
    let rows: Vec<[String; 3]> = shown
        .map(|cell| [bracketed(&cell.index), value_text(cell.expected), value_text(cell.actual)])
        .collect();
    let head = ["cell", "expected", "yours"].map(str::to_owned);
    let width = |column: usize| rows.iter().chain([&head]).map(|row| row[column].len()).max().unwrap_or(0);
    let (index, expected, actual) = (width(0), width(1), width(2));
    let row = |row: &[String; 3], styles: [Meaning; 3]| {
        theme
            .line(styles[0], format!("{:<index$}", row[0]))
            .with(format!("   {:>expected$}", theme.number(&row[1])), theme.style(styles[1]))
            .with(format!("   {:>actual$}", theme.number(&row[2])), theme.style(styles[2]))
    };
    let mut lines = vec![Line::default(), row(&head, [Meaning::Dim; 3])];
    lines.extend(rows.iter().map(|cells| row(cells, [Meaning::Text, Meaning::Right, Meaning::Wrong])));
    let hidden = output.mismatched.unwrap_or(0).saturating_sub(rows.len());
    if hidden > 0 {
        lines.push(
            theme.line(Meaning::Dim, format!("{} and {hidden} more, less wrong", theme.glyphs.ellipsis)),
        );
    }
    lines
}

/// `[0,1,2,1]`, close together because it stands in a column.
fn bracketed(index: &[usize]) -> String {
    format!("[{}]", index.iter().map(usize::to_string).collect::<Vec<_>>().join(","))
}

/// What the function printed in this case.
fn prints(report: &TextReport, case: &CaseOutcome) -> Vec<Line> {
    let mut lines = Vec::new();
    for (label, text) in [("printed", &case.stdout), ("printed to stderr", &case.stderr)] {
        if text.trim().is_empty() {
            continue;
        }
        let most = if report.detail == Detail::EveryFailure { usize::MAX } else { PRINTED };
        lines.push(Line::default());
        lines.push(report.theme.line(Meaning::Dim, format!("{label}:")));
        lines.extend(verbatim(report, Meaning::Text, text).into_iter().take(most));
        if text.lines().count() > most {
            let left = counted(text.lines().count() - most, "more line");
            lines.push(report.theme.line(Meaning::Dim, format!("{} {left}", report.theme.glyphs.ellipsis)));
        }
    }
    if case.output_truncated {
        lines.extend(prose(report, Meaning::Dim, "More was printed than is kept."));
    }
    lines
}
