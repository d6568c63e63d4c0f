//! The reference solution beside the learner's own text, over everything else.

use crate::tui::look::Look;
use crate::tui::model::Model;
use crate::tui::solution::{Origin, Solution};
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph, Widget};

/// Draws it; gives back how many lines did not fit.
pub(super) fn draw(
    model: &Model,
    solution: &Solution,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
) -> usize {
    let palette = &look.palette;
    let plain = |style: Style| Style::reset().patch(style);
    Clear.render(area, buffer);
    Block::bordered()
        .border_set(look.border)
        .border_style(palette.accent)
        .title(Span::styled(format!(" {} ", model.exercise().name), plain(palette.strong)))
        .title(Span::styled(" - yours ", plain(palette.accent)))
        .title(Span::styled(" + the solution ", plain(palette.right)))
        .render(area, buffer);
    let inside = area.inner(Margin::new(2, 1));
    let overflow = solution.lines.len().saturating_sub(usize::from(inside.height));
    let lines = solution.lines.iter().skip(solution.first.min(overflow)).take(usize::from(inside.height));
    let lines = lines.map(|(origin, text)| {
        let (sign, style) = match origin {
            Origin::Both => (" ", palette.dim),
            Origin::Yours => ("-", palette.accent),
            Origin::Reference => ("+", palette.right),
        };
        Line::styled(format!("{sign} {}", text.replace('\t', "    ")), style)
    });
    Paragraph::new(lines.collect::<Vec<_>>()).render(inside, buffer);
    overflow
}
