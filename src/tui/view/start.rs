//! The screen before there is a workspace.

use super::pieces::{sentence, stack};
use crate::tui::look::Look;
use crate::tui::model::{Kit, Model};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};

const WIDTH: u16 = 64;

pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer) {
    let palette = &look.palette;
    let width = WIDTH.min(area.width.saturating_sub(4));
    let mut lines = vec![Line::styled(model.course.title.clone(), palette.strong), Line::default()];
    let count = model.course.exercises.len();
    lines.extend(sentence(&format!("{count} {WHAT}"), palette.text, width));
    lines.push(Line::default());
    lines.extend(sentence(WHERE, palette.dim, width));
    lines.push(Line::default());
    lines.push(Line::from(vec![
        Span::styled("Enter", palette.accent),
        Span::styled(" creates it,  ", palette.text),
        Span::styled("q", palette.accent),
        Span::styled(" leaves everything as it is.", palette.text),
    ]));
    if let Kit::Failed(reason) = &model.kit {
        lines.push(Line::default());
        lines.extend(sentence(reason, palette.wrong, width));
    }
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
    stack(&lines, area.centered(Constraint::Length(width), Constraint::Length(height)), buffer);
}

const WHAT: &str = "functions to write from scratch in Rust. On every save they are compiled, run on seeded inputs, and \
                    compared cell by cell with what is right.";
const WHERE: &str = "There is no workspace here yet. It is a small crate in the folder practice/, with one file a \
                     function, which your editor and cargo understand as well.";
