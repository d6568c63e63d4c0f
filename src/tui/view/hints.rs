//! The hints shown so far, in the order of showing.

use super::pieces::sentence;
use crate::tui::look::Look;
use crate::tui::model::Model;
use crate::tui::wrap::{Margins, Piece, wrap};
use ratatui::text::Line;

pub(super) fn lines(model: &Model, look: &Look, width: u16) -> Vec<Line<'static>> {
    let (exercise, state) = (model.exercise(), model.state());
    let mut lines = Vec::new();
    let all = exercise.hints.len();
    let shown = state.hints.iter().filter_map(|position| exercise.hints.get(*position));
    for (number, hint) in (1..).zip(shown) {
        let number = format!("{number} of {all}  ");
        let rest = vec![(" ".repeat(number.len()), look.palette.text)];
        let margins = Margins { first: vec![(number, look.palette.accent)], rest };
        lines.extend(wrap(&pieces(&hint.text, look), usize::from(width), &margins));
        lines.push(Line::default());
    }
    let left = all.saturating_sub(state.hints.len());
    let text = match (state.hints.len(), left) {
        (0, 0) => "This function has no hints.".to_owned(),
        (_, 0) => "There is no further hint.".to_owned(),
        (0, 1) => "Press h for the one hint.".to_owned(),
        (0, left) => format!("Press h for the first of {left} hints. They go from gentle to nearly there."),
        (_, 1) => "Press h for the last hint: it is nearly the answer.".to_owned(),
        (_, left) => format!("Press h for the next of {left} further hints."),
    };
    lines.extend(sentence(&text, look.palette.dim, width));
    lines
}

/// What stands in backticks is code, as in a lesson.
fn pieces(hint: &str, look: &Look) -> Vec<Piece> {
    let styles = [look.palette.text, look.palette.accent].into_iter().cycle();
    hint.split('`').zip(styles).map(|(part, style)| (part.to_owned(), style)).collect()
}
