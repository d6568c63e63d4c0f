//! The line into which text is typed, and above it the actions that match.

use crate::tui::entry::{Entry, Offer, Purpose};
use crate::tui::keys::Letters;
use crate::tui::look::Look;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

/// Columns of the list of actions.
const WIDTH: u16 = 64;
/// Lines of it.
const HEIGHT: u16 = 14;

/// On the last line: `find convol█`.
pub(super) fn draw(entry: &Entry, look: &Look, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, look.palette.bar);
    let mut line = Line::from(vec![
        Span::styled(format!(" {} ", entry.label()), look.palette.accent),
        Span::styled(entry.text.clone(), look.palette.text),
        Span::styled(" ", Style::new().add_modifier(Modifier::REVERSED)),
    ]);
    let keys = format!("Enter {}  Esc back ", if is_palette(entry) { "do it" } else { "take it" });
    if line.width() + keys.len() + 2 < usize::from(area.width) {
        Line::from(Span::styled(keys, look.palette.dim)).right_aligned().render(area, buffer);
    } else {
        // The end of what is typed matters most.
        let surplus = line.width().saturating_sub(usize::from(area.width));
        let text: String = entry.text.chars().skip(surplus).collect();
        line.spans[1] = Span::styled(text, look.palette.text);
    }
    line.render(area, buffer);
}

const fn is_palette(entry: &Entry) -> bool {
    matches!(entry.purpose, Purpose::Palette(_))
}

/// The matching actions, over everything else.
pub(super) fn draw_offers(entry: &Entry, look: &Look, area: Rect, buffer: &mut Buffer) {
    if !is_palette(entry) {
        return;
    }
    let offers = entry.offers();
    let height = u16::try_from(offers.len().max(1)).unwrap_or(HEIGHT).min(HEIGHT) + 2;
    let width = Constraint::Length(WIDTH.min(area.width));
    let place = area.centered(width, Constraint::Length(height.min(area.height)));
    Clear.render(place, buffer);
    Block::bordered()
        .border_set(look.border)
        .border_style(look.palette.accent)
        .title(Span::styled(" Actions ", Style::reset().patch(look.palette.strong)))
        .render(place, buffer);
    let inside = place.inner(Margin::new(1, 1));
    if offers.is_empty() {
        Line::styled(" No action is called so.", look.palette.dim).render(inside, buffer);
    }
    let room = usize::from(inside.height);
    let first = (entry.chosen + 1).saturating_sub(room);
    for ((index, offer), y) in offers.iter().enumerate().skip(first).zip(inside.y..inside.bottom()) {
        let row = Rect { y, height: 1, ..inside };
        if index == entry.chosen {
            buffer.set_style(row, look.palette.chosen);
        }
        draw_offer(offer, look, row, buffer);
    }
}

fn draw_offer(offer: &Offer, look: &Look, row: Rect, buffer: &mut Buffer) {
    let key = if look.letters == Letters::Ascii { &offer.key.1 } else { &offer.key.0 };
    Line::from(Span::styled(format!(" {}", offer.text), look.palette.text)).render(row, buffer);
    let key = Line::from(Span::styled(format!("{key} "), look.palette.accent));
    key.right_aligned().render(row, buffer);
}
