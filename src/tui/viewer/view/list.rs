//! The list of entries.

use super::bytes;
use crate::tui::look::Look;
use crate::tui::view::pieces::{cut, line, shape};
use crate::tui::viewer::Purpose;
use crate::tui::viewer::jobs::{Aim, Outcome};
use crate::tui::viewer::list::{Item, List, Standing};
use crate::tui::viewer::model::{Areas, Model};
use crate::tui::viewer::tree::{Fold, Kind};
use crate::tui::wrap::Piece;
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
/// Columns of what came of a comparison.
const OUTCOME: usize = 24;
/// From this width on, a comparison has room for sizes too.
const WITH_BYTES: u16 = 100;

/// The columns of a list.
#[derive(Clone, Copy)]
struct Columns {
    /// For the name.
    name: usize,
    /// 0 where there is no room for them.
    bytes: usize,
    /// What stands for a comparison that there is not.
    unknown: &'static str,
}

/// Draws the list and notes where its lines are.
pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let list = &model.list;
    line(summary(model, look)).render(Rect { height: 1, ..area }, buffer);
    let place = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let compares = matches!(model.purpose, Purpose::Compare(_));
    let bytes = if compares && area.width < WITH_BYTES { 0 } else { BYTES };
    let others = 2 + DTYPE + SHAPE + bytes + if compares { OUTCOME } else { 4 };
    let unknown = if model.jobs.of(Aim::Survey).is_some() { look.running } else { look.glyphs.none };
    let columns = Columns { name: usize::from(area.width).saturating_sub(others), bytes, unknown };
    for (line, y) in (list.first..list.shown.len()).zip(place.y..place.bottom()) {
        let row = Rect { y, height: 1, ..place };
        areas.lines.push((row, line));
        let chosen = line == list.chosen;
        node_line(list, list.shown[line], columns, look).render(row, buffer);
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

/// ` 25 tensors, 195.0 KiB · 3 differ, 20 are the same, 2 are still to be compared`
fn summary(model: &Model, look: &Look) -> Vec<Piece> {
    let (list, palette) = (&model.list, &look.palette);
    let total: u64 = list.items.iter().map(|item| item.bytes).sum();
    let found = if list.filter.is_empty() {
        format!(" {} tensors, {}", list.items.len(), bytes(total))
    } else {
        format!(" {} of {} tensors hold `{}`", list.shown.len(), list.items.len(), list.filter)
    };
    let mut pieces = vec![(found, palette.dim)];
    if model.purpose == Purpose::Look {
        return pieces;
    }
    let count = |known: Option<bool>| list.items.iter().filter(|item| item.differs() == known).count();
    let ending = if model.jobs.of(Aim::Survey).is_some() { "to compare" } else { "not compared" };
    for (count, words, style) in [
        (count(Some(true)), "differ", palette.wrong),
        (count(Some(false)), "the same", palette.right),
        (count(None), ending, palette.dim),
    ] {
        if count > 0 {
            pieces.push((look.separator.to_owned(), palette.dim));
            pieces.push((format!("{count} {words}"), style));
        }
    }
    pieces
}

fn node_line(list: &List, at: usize, columns: Columns, look: &Look) -> Line<'static> {
    let (palette, node) = (&look.palette, &list.nodes[at]);
    let indent = " ".repeat(1 + 2 * node.depth);
    match &node.kind {
        Kind::Branch { fold, leaves, end } => {
            let sign = if *fold == Fold::Open { OPEN } else { look.glyphs.right };
            let name = cut(&format!("{indent}{sign} {}", node.label), columns.name, look);
            let mut line = Line::from(vec![
                Span::styled(name, palette.accent),
                Span::styled(format!("  {leaves} tensors"), palette.dim),
            ]);
            match list.differing(at..*end) {
                0 => {}
                1 => line.push_span(Span::styled(", 1 differs", palette.wrong)),
                count => line.push_span(Span::styled(format!(", {count} differ"), palette.wrong)),
            }
            line
        }
        Kind::Leaf(item) => leaf(&list.items[*item], &format!("{indent}  {}", node.label), columns, look),
    }
}

/// Before a branch that is open; folded to ASCII where that is all there is.
const OPEN: &str = "▼";

fn leaf(item: &Item, name: &str, columns: Columns, look: &Look) -> Line<'static> {
    let palette = &look.palette;
    let name = cut(name, columns.name, look);
    let padding = " ".repeat(columns.name.saturating_sub(name.width()));
    let mut line = Line::from(vec![Span::styled(name, palette.text), Span::raw(padding)]);
    match &item.described {
        Ok(description) => {
            let shape = cut(&shape(&description.shape), SHAPE, look);
            let padding = " ".repeat(SHAPE - shape.width().min(SHAPE));
            line.push_span(Span::styled(format!("  {:<DTYPE$}", description.element.name()), palette.dim));
            line.push_span(Span::styled(format!("{shape}{padding}"), palette.text));
            let size = format!("{:>width$}", bytes(item.bytes), width = columns.bytes);
            line.push_span(Span::styled(if columns.bytes > 0 { size } else { String::new() }, palette.dim));
        }
        Err(reason) => line.push_span(Span::styled(format!("  cannot be read: {reason}"), palette.wrong)),
    }
    let (words, style) = outcome(item, columns.unknown, look);
    line.push_span(Span::styled(if words.is_empty() { words } else { format!("  {words}") }, style));
    line
}

/// What came of a comparison.
fn outcome(item: &Item, unknown: &str, look: &Look) -> (String, Style) {
    let palette = &look.palette;
    let sign = look.glyphs.wrong;
    let words = match (item.standing, &item.outcome) {
        (Standing::Alone, _) => return (String::new(), palette.text),
        (Standing::Both, None) => return (unknown.to_owned(), palette.dim),
        (Standing::Both, Some(Outcome::Same)) => return ("same".to_owned(), palette.right),
        (Standing::Missing, _) => "missing".to_owned(),
        (Standing::Extra, _) => "extra".to_owned(),
        (_, Some(Outcome::Failed(_))) => "cannot be read".to_owned(),
        (Standing::Both, Some(Outcome::Differ(1))) => "1 cell differs".to_owned(),
        (Standing::Both, Some(Outcome::Differ(cells))) => format!("{cells} cells differ"),
        (_, Some(Outcome::ShapesDiffer)) => "shape differs".to_owned(),
        (Standing::Unlike, Some(Outcome::Differ(cells))) => format!("type and {cells} differ"),
        (Standing::Unlike, Some(Outcome::Same)) => "only type differs".to_owned(),
        (Standing::Unlike, None) => "shape or type differs".to_owned(),
    };
    (format!("{sign} {words}"), palette.wrong)
}
