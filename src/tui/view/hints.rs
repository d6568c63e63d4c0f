//! The hints shown so far.

use super::pieces::sentence;
use crate::tui::look::Look;
use crate::tui::model::Model;
use crate::tui::wrap::{Margins, wrap};
use ratatui::text::Line;

pub(super) fn lines(model: &Model, look: &Look, width: u16) -> Vec<Line<'static>> {
    let (exercise, state) = (model.exercise(), model.state());
    let mut lines = Vec::new();
    for (number, hint) in (1..).zip(exercise.hints.iter().take(state.hints)) {
        let number = format!("{number}. ");
        let rest = vec![(" ".repeat(number.len()), look.palette.text)];
        let margins = Margins { first: vec![(number, look.palette.accent)], rest };
        lines.extend(wrap(&[(hint.clone(), look.palette.text)], usize::from(width), &margins));
        lines.push(Line::default());
    }
    let left = exercise.hints.len().saturating_sub(state.hints);
    let text = match (state.hints, left) {
        (0, 0) => "This function has no hints.".to_owned(),
        (_, 0) => "There is no further hint.".to_owned(),
        (0, 1) => "Press h for the one hint.".to_owned(),
        (0, left) => format!("Press h for the first of {left} hints. They go from gentle to nearly there."),
        (_, 1) => "Press h for the last hint.".to_owned(),
        (_, left) => format!("Press h for the next of {left} further hints."),
    };
    lines.extend(sentence(&text, look.palette.dim, width));
    lines
}
