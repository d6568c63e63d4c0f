//! The last line: the keys that mean something now, or a sentence, which takes the lines above as well where it is long.

use crate::tui::keys::{KEYS, Key};
use crate::tui::look::Look;
use crate::tui::model::{Model, Notice, Tone};
use crate::tui::update::contexts;
use crate::tui::wrap::{Margins, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget};

/// The most lines that a sentence may take.
const MOST: usize = 3;

pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer) {
    let Some(notice) = &model.notice else {
        buffer.set_style(area, look.palette.bar);
        keys(KEYS, &contexts(model), look, usize::from(area.width)).render(area, buffer);
        return;
    };
    let style = style(notice, look);
    let margin = || vec![(" ".to_owned(), style)];
    let margins = Margins { first: margin(), rest: margin() };
    let mut lines =
        wrap(&[(notice.text.clone(), style)], usize::from(area.width.saturating_sub(1)), &margins);
    lines.truncate(MOST);
    let height = u16::try_from(lines.len()).unwrap_or(1).max(1);
    let area = Rect { y: area.bottom().saturating_sub(height), height, ..area };
    Clear.render(area, buffer);
    buffer.set_style(area, look.palette.bar);
    Paragraph::new(lines).style(style).render(area, buffer);
}

const fn style(notice: &Notice, look: &Look) -> Style {
    match notice.tone {
        Tone::Calm => look.palette.right,
        Tone::Problem => look.palette.wrong,
    }
}

pub(in crate::tui) fn sentence(notice: &Notice, look: &Look) -> Line<'static> {
    Line::styled(format!(" {}", notice.text.replace(['\n', '\t'], " ")), style(notice, look))
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
