//! The list of keys, over everything else.

use crate::tui::keys::{Context, KEYS, Key};
use crate::tui::look::Look;
use crate::tui::pane::Pane;
use crate::tui::wrap::{Margins, wrap};
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
    let most = usize::from(area.width).saturating_sub(4);
    let lines = lines(table, sections, most, look);
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
    width: usize,
    look: &Look,
) -> Vec<Line<'static>> {
    let listed = |row: &&Key<A, C>| sections.iter().any(|(_, context)| *context == row.context);
    let labels = table.iter().filter(listed).map(|row| row.label(look.letters).chars().count());
    let label_width = labels.max().unwrap_or(0);
    let mut lines = Vec::new();
    for &(title, context) in sections {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(title.to_owned(), look.palette.strong));
        let rows = table.iter().filter(|row| row.context == context);
        lines.extend(rows.flat_map(|row| entry(row, label_width, width, look)));
    }
    lines
}

/// A row's keys, and beside them what they do.
fn entry<A, C>(row: &Key<A, C>, label: usize, width: usize, look: &Look) -> Vec<Line<'static>> {
    let before = |text: String| {
        vec![(format!("  {text:<label$}"), look.palette.accent), ("  ".to_owned(), look.palette.text)]
    };
    let margins = Margins { first: before(row.label(look.letters)), rest: before(String::new()) };
    wrap(&[(row.help.to_owned(), look.palette.text)], width, &margins)
}
