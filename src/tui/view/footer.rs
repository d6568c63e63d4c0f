//! The last line: the keys that mean something now, or a sentence.

use crate::tui::keys::{KEYS, Key};
use crate::tui::look::Look;
use crate::tui::model::{Model, Notice, Tone};
use crate::tui::update::contexts;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, look.palette.bar);
    match &model.notice {
        Some(notice) => sentence(notice, look).render(area, buffer),
        None => keys(KEYS, &contexts(model), look, usize::from(area.width)).render(area, buffer),
    }
}

pub(in crate::tui) fn sentence(notice: &Notice, look: &Look) -> Line<'static> {
    let style = match notice.tone {
        Tone::Calm => look.palette.right,
        Tone::Problem => look.palette.wrong,
    };
    Line::styled(format!(" {}", notice.text.replace(['\n', '\t'], " ")), style)
}

/// As many keys as fit. The last two, the list of keys and the way out, always have room.
pub(in crate::tui) fn keys<A, C: PartialEq>(
    table: &[Key<A, C>],
    contexts: &[C],
    look: &Look,
    width: usize,
) -> Line<'static> {
    let rows: Vec<&Key<A, C>> =
        table.iter().filter(|row| row.footer.is_some() && contexts.contains(&row.context)).collect();
    let (first, last) = rows.split_at(rows.len().saturating_sub(2));
    let needed: usize = last.iter().map(|row| entry(row, look).iter().map(Span::width).sum::<usize>()).sum();
    let mut line = Line::default();
    for row in first {
        let spans = entry(row, look);
        if line.width() + spans.iter().map(Span::width).sum::<usize>() + needed > width {
            break;
        }
        line.spans.extend(spans);
    }
    line.spans.extend(last.iter().flat_map(|row| entry(row, look)));
    line
}

fn entry<A, C>(row: &Key<A, C>, look: &Look) -> [Span<'static>; 2] {
    [
        Span::styled(format!(" {}", row.short_label(look.letters)), look.palette.accent),
        Span::styled(format!(" {} ", row.footer.unwrap_or_default()), look.palette.text),
    ]
}
