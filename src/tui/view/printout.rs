//! What the course prints for its published case, next to what the learner's tensors make of it.

use super::pieces::{sentence, verbatim};
use crate::course::Printout;
use crate::tensor::Tensor;
use crate::tui::exercise::CaseState;
use crate::tui::look::Look;
use crate::tui::model::Model;
use ratatui::text::Line;
use similar::{ChangeTag, TextDiff};

/// The printouts of the chosen function.
pub(super) fn lines(model: &Model, look: &Look, width: u16) -> Vec<Line<'static>> {
    let exercise = model.exercise();
    let mut lines = Vec::new();
    for printout in &exercise.printouts {
        let position = exercise.cases.iter().position(|case| case.id == printout.case);
        let state = position.and_then(|position| model.state().cases.get(position));
        lines.extend(one(printout, state.and_then(|state| yours(printout, state)), look, width));
        lines.push(Line::default());
    }
    lines
}

/// The template filled with the learner's tensors, if the case was run.
fn yours(printout: &Printout, state: &CaseState) -> Option<String> {
    let data = state.here().filter(|_| !state.actual.is_empty())?;
    let inputs = data.inputs.iter().map(|input| (input.name.as_str(), &input.tensor));
    let outputs = state.actual.iter().map(|(name, tensor)| (name.as_str(), tensor));
    let tensors: Vec<(&str, &Tensor)> = inputs.chain(outputs).collect();
    Some(printout.render(&tensors))
}

fn one(printout: &Printout, yours: Option<String>, look: &Look, width: u16) -> Vec<Line<'static>> {
    let palette = &look.palette;
    let published = printout.expected.trim_end();
    let yours = yours.map(|text| text.trim_end().to_owned());
    let heading = match &yours {
        None => format!(
            "The case {} as the course publishes it; yours comes beside it when it runs:",
            printout.case
        ),
        Some(text) if text == published => {
            format!("The case {} prints what the course publishes:", printout.case)
        }
        Some(_) => format!("The case {}, published (-) and yours (+):", printout.case),
    };
    let mut lines = sentence(&heading, palette.strong, width);
    let Some(text) = yours.filter(|text| text != published) else {
        lines.extend(verbatim(published, palette.text));
        return lines;
    };
    let (published, text) = (format!("{published}\n"), format!("{text}\n"));
    for change in TextDiff::from_lines(&published, &text).iter_all_changes() {
        let style = match change.tag() {
            ChangeTag::Equal => palette.text,
            ChangeTag::Delete => palette.right,
            ChangeTag::Insert => palette.wrong,
        };
        lines.extend(verbatim(&format!("{} {}", change.tag(), change.value().trim_end_matches('\n')), style));
    }
    lines
}
