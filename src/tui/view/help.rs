//! The list of keys, over everything else.

use crate::tui::keys::{Context, KEYS, Key};
use crate::tui::look::Look;
use crate::tui::pane::Pane;
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph, Widget};

/// Draws the list; gives back how many lines did not fit.
pub(super) fn draw(first: usize, look: &Look, area: Rect, buffer: &mut Buffer) -> usize {
    let lines = lines(look);
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

fn lines(look: &Look) -> Vec<Line<'static>> {
    let sections = [
        ("Everywhere", Context::Everywhere),
        ("Workbench", Context::Workbench),
        ("Cases", Context::In(Pane::Cases)),
        ("Tensors", Context::In(Pane::Tensors)),
        ("Step", Context::In(Pane::Step)),
        ("Compiler", Context::In(Pane::Compiler)),
        ("Built-in editor", Context::Draft),
    ];
    let label_width = KEYS.iter().map(|row| row.label(look.letters).chars().count()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (title, context) in sections {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(title, look.palette.strong));
        let rows = KEYS.iter().filter(|row| row.context == context);
        lines.extend(rows.map(|row| entry(row, label_width, look)));
    }
    lines
}

fn entry(row: &Key, width: usize, look: &Look) -> Line<'static> {
    Line::from(vec![
        Span::styled(format!("  {:<width$}", row.label(look.letters)), look.palette.accent),
        Span::styled(format!("  {}", row.help), look.palette.text),
    ])
}
