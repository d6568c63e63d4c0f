//! The list of keys, over everything else.

use crate::tui::keys::{Context, KEYS, Key};
use crate::tui::look::Look;
use crate::tui::pane::Pane;
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph, Widget};

/// What is listed, in this order.
const SECTIONS: [(&str, Context); 7] = [
    ("Everywhere", Context::Everywhere),
    ("Workbench", Context::Workbench),
    ("Cases", Context::In(Pane::Cases)),
    ("Tensors", Context::In(Pane::Tensors)),
    ("Step", Context::In(Pane::Step)),
    ("Compiler", Context::In(Pane::Compiler)),
    ("Built-in editor", Context::Draft),
];

/// Draws the list; gives back how many lines did not fit.
pub(super) fn draw(first: usize, look: &Look, area: Rect, buffer: &mut Buffer) -> usize {
    draw_table(KEYS, &SECTIONS, first, look, area, buffer)
}

/// The same of any table: its contexts, each with a title.
pub(in crate::tui) fn draw_table<A, C: Copy + PartialEq>(
    table: &[Key<A, C>],
    sections: &[(&str, C)],
    first: usize,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
) -> usize {
    let lines = lines(table, sections, look);
    let width = lines.iter().map(Line::width).max().unwrap_or(0);
    let wanted = |length: usize, border: usize| u16::try_from(length + border).unwrap_or(u16::MAX);
    let area = area.centered(
        ratatui::layout::Constraint::Length(wanted(width, 4).min(area.width)),
        ratatui::layout::Constraint::Length(wanted(lines.len(), 2).min(area.height)),
    );
    Clear.render(area, buffer);
    let title = Span::styled(" Keys ", Style::reset().patch(look.palette.strong));
    Block::bordered()
        .border_set(look.border)
        .border_style(look.palette.accent)
        .title(title)
        .render(area, buffer);
    let inside = area.inner(Margin::new(2, 1));
    let overflow = lines.len().saturating_sub(usize::from(inside.height));
    let shown: Vec<Line> = lines.into_iter().skip(first.min(overflow)).collect();
    Paragraph::new(shown).render(inside, buffer);
    overflow
}

fn lines<A, C: Copy + PartialEq>(
    table: &[Key<A, C>],
    sections: &[(&str, C)],
    look: &Look,
) -> Vec<Line<'static>> {
    let label_width = table.iter().map(|row| row.label(look.letters).chars().count()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for &(title, context) in sections {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(title.to_owned(), look.palette.strong));
        let rows = table.iter().filter(|row| row.context == context);
        lines.extend(rows.map(|row| entry(row, label_width, look)));
    }
    lines
}

fn entry<A, C>(row: &Key<A, C>, width: usize, look: &Look) -> Line<'static> {
    Line::from(vec![
        Span::styled(format!("  {:<width$}", row.label(look.letters)), look.palette.accent),
        Span::styled(format!("  {}", row.help), look.palette.text),
    ])
}
