//! A gradient check: each gradient beside the numerical one.

use super::layout::{INDENT, counted, heading, indented, prose};
use super::{TextReport, tensors};
use crate::grade::{CheckedGradient, GradientCheck};
use crate::style::{Line, Meaning};
use crate::tensor::{Scalar, scalar_text};

/// A heading, and for each gradient a sentence and, where cells disagree, the grids.
pub(super) fn lines(report: &TextReport, name: &str, check: &GradientCheck) -> Vec<Line> {
    let mut lines = vec![Line::default(), heading(report, &format!("gradients in the case {}", check.case))];
    let exercise = report.course.exercise(name);
    let declared = exercise.and_then(|exercise| Some((exercise, exercise.case(&check.case)?)));
    for (place, checked) in check.gradients.iter().enumerate() {
        let mut found = if place > 0 { vec![Line::default()] } else { Vec::new() };
        found.push(title(report, checked));
        if checked.wrong_cells() > 0
            && let Some((exercise, case)) = declared
        {
            found.extend(tensors::gradient(report, exercise, case, checked));
        }
        lines.extend(indented(found, INDENT));
    }
    lines.extend(indented(prose(report, Meaning::Dim, METHOD), INDENT));
    lines
}

fn title(report: &TextReport, checked: &CheckedGradient) -> Line {
    let theme = &report.theme;
    let (wrong, total) = (checked.wrong_cells(), checked.numerical.len());
    let (glyph, meaning) = if wrong == 0 {
        (theme.glyphs.passed, Meaning::Right)
    } else {
        (theme.glyphs.failed, Meaning::Wrong)
    };
    let fact = match (&checked.actual, wrong, checked.worst()) {
        (None, ..) => "has not the shape of what it is the gradient of".to_owned(),
        (_, 0, _) | (_, _, None) => format!("agrees in {}", counted(total - checked.left_out, "cell")),
        (_, wrong, Some(worst)) => {
            let error = scalar_text(Scalar::F64(checked.relative_error[worst.as_slice()]), 2);
            format!("{wrong} of {} disagree, by a relative error of up to {error}", counted(total, "cell"))
        }
    };
    let left_out = match checked.left_out {
        0 => String::new(),
        count => format!("; {} without a gradient left out", counted(count, "cell")),
    };
    theme
        .line(meaning, format!("{glyph} "))
        .with(&checked.output, theme.style(Meaning::Strong))
        .with(format!("  {}{left_out}", theme.text(&fact)), theme.style(Meaning::Text))
}

const METHOD: &str =
    "Numerical gradients are central differences through the reference of the forward function.";
