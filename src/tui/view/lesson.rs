//! The lesson: what the function does, with its signature.

use crate::tui::look::Look;
use crate::tui::markdown;
use crate::tui::model::Model;
use ratatui::text::Line;

pub(super) fn lines(model: &Model, look: &Look, width: u16) -> Vec<Line<'static>> {
    let exercise = model.exercise();
    let mut lines = markdown::lines(&exercise.lesson, usize::from(width), &look.palette);
    lines.push(Line::default());
    lines.push(Line::styled(format!("{}, where you write:", exercise.file()), look.palette.dim));
    let pieces = [(exercise.signature.clone(), look.palette.accent)];
    let margin = vec![("  ".to_owned(), look.palette.text)];
    let margins =
        crate::tui::wrap::Margins { first: margin.clone(), rest: [margin.clone(), margin].concat() };
    lines.extend(crate::tui::wrap::wrap(&pieces, usize::from(width), &margins));
    lines
}
