//! What the learner's function printed, by case.

use super::pieces::{case_sign, sentence, verbatim};
use crate::grade::CaseOutcome;
use crate::tui::look::Look;
use crate::tui::model::Model;
use ratatui::text::{Line, Span};

pub(super) fn lines(model: &Model, look: &Look, width: u16) -> Vec<Line<'static>> {
    let cases = model.exercise().cases.iter().zip(&model.state().cases);
    let printed = cases.filter_map(|(case, state)| Some((&case.id, state.outcome.as_ref()?)));
    let mut lines = Vec::new();
    for (id, outcome) in printed.filter(|(_, outcome)| says_something(outcome)) {
        lines.push(Line::from(vec![
            case_sign(Some(outcome), look),
            Span::styled(format!(" {id}"), look.palette.strong),
        ]));
        lines.extend(verbatim(&outcome.stdout, look.palette.text));
        if !outcome.stderr.is_empty() {
            lines.push(Line::styled("standard error:", look.palette.dim));
            lines.extend(verbatim(&outcome.stderr, look.palette.text));
        }
        if outcome.output_truncated {
            lines.push(Line::styled(
                "There was more: only the beginning and the end are kept.",
                look.palette.dim,
            ));
        }
        lines.push(Line::default());
    }
    let published = super::printout::lines(model, look, width);
    if lines.is_empty() {
        let text =
            "Nothing was printed. What your function prints with `println!` appears here, case by case.";
        lines.extend(sentence(text, look.palette.dim, width));
        lines.push(Line::default());
    }
    lines.extend(published);
    lines
}

fn says_something(outcome: &CaseOutcome) -> bool {
    !outcome.stdout.is_empty() || !outcome.stderr.is_empty()
}
