//! The list of entries.

use super::bytes;
use crate::tui::look::Look;
use crate::tui::view::pieces::{cut, shape};
use crate::tui::viewer::Purpose;
use crate::tui::viewer::list::{Item, Standing};
use crate::tui::viewer::model::{Areas, Model};
use crate::tui::viewer::tree::{Fold, Kind, Node};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// Columns of an element type, a shape and a size.
const DTYPE: usize = 12;
const SHAPE: usize = 20;
const BYTES: usize = 10;
/// Columns of what is said of a name that only one file has.
const STANDING: usize = 9;

pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let list = &model.list;
    let total: u64 = list.items.iter().map(|item| item.bytes).sum();
    let found = if list.filter.is_empty() {
        format!(" {} tensors, {}", list.items.len(), bytes(total))
    } else {
        format!(" {} of {} tensors hold `{}`", list.shown.len(), list.items.len(), list.filter)
    };
    Line::styled(cut(&found, usize::from(area.width), look), look.palette.dim)
        .render(Rect { height: 1, ..area }, buffer);
    let place = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let comparing = if matches!(model.purpose, Purpose::Compare(_)) { STANDING } else { 0 };
    let name_width = usize::from(area.width).saturating_sub(DTYPE + SHAPE + BYTES + 6 + comparing);
    for (line, y) in (list.first..list.shown.len()).zip(place.y..place.bottom()) {
        let row = Rect { y, height: 1, ..place };
        areas.lines.push((row, line));
        let node = &list.nodes[list.shown[line]];
        let chosen = line == list.chosen;
        node_line(&list.items, node, name_width, look).render(row, buffer);
        if chosen {
            buffer.set_style(row, look.palette.chosen);
        }
    }
    if list.shown.is_empty() {
        let text =
            if list.items.is_empty() { " The file holds no tensors." } else { " No name holds this text." };
        Line::styled(text, look.palette.dim).render(place, buffer);
    }
}

fn node_line(items: &[Item], node: &Node, name_width: usize, look: &Look) -> Line<'static> {
    let palette = &look.palette;
    let indent = " ".repeat(1 + 2 * node.depth);
    match &node.kind {
        Kind::Branch { fold, leaves, .. } => {
            let sign = if *fold == Fold::Open { OPEN } else { look.glyphs.right };
            let name = cut(&format!("{indent}{sign} {}", node.label), name_width, look);
            Line::from(vec![
                Span::styled(name, palette.accent),
                Span::styled(format!("  {leaves} tensors"), palette.dim),
            ])
        }
        Kind::Leaf(item) => leaf(&items[*item], &format!("{indent}  {}", node.label), name_width, look),
    }
}

/// Before a branch that is open; folded to ASCII where that is all there is.
const OPEN: &str = "▼";

fn leaf(item: &Item, name: &str, width: usize, look: &Look) -> Line<'static> {
    let palette = &look.palette;
    let (sign, style) = standing(item.standing, look);
    let name = cut(name, width, look);
    let padding = " ".repeat(width.saturating_sub(name.width()));
    let mut line = Line::from(vec![Span::styled(name, palette.text), Span::raw(padding)]);
    match &item.described {
        Ok(description) => {
            let shape = cut(&shape(&description.shape), SHAPE, look);
            let padding = " ".repeat(SHAPE - shape.width().min(SHAPE));
            line.push_span(Span::styled(format!("  {:<DTYPE$}", description.element.name()), palette.dim));
            line.push_span(Span::styled(format!("{shape}{padding}"), palette.text));
            line.push_span(Span::styled(format!("{:>BYTES$}", bytes(item.bytes)), palette.dim));
        }
        Err(reason) => line.push_span(Span::styled(format!("  cannot be read: {reason}"), palette.wrong)),
    }
    line.push_span(Span::styled(sign, style));
    line
}

/// What is said of an item in a comparison.
fn standing(standing: Standing, look: &Look) -> (&'static str, Style) {
    match standing {
        Standing::Alone | Standing::Both => ("", look.palette.text),
        Standing::Unlike => ("  unlike", look.palette.wrong),
        Standing::Missing => ("  missing", look.palette.wrong),
        Standing::Extra => ("  extra", look.palette.wrong),
    }
}
