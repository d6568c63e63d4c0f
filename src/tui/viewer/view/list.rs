//! The list of entries.

mod columns;

use super::{bytes, facts, grouped, grouped_elements};
use crate::inspect::Scope;
use crate::style::counted;
use crate::tui::look::Look;
use crate::tui::view::pieces::{cut, line, shape, tail};
use crate::tui::viewer::Purpose;
use crate::tui::viewer::items::{Item, Standing};
use crate::tui::viewer::jobs::{Aim, Outcome};
use crate::tui::viewer::list::{List, Total};
use crate::tui::viewer::model::{Areas, GAP, Model};
use crate::tui::viewer::tree::{Fold, Kind};
use crate::tui::wrap::Piece;
use columns::{APART, BEFORE, Columns};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// Draws the list and notes where its lines are.
pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let list = &model.list;
    let facts = model.list_facts();
    line(summary(model, look)).render(Rect { height: 1, ..area }, buffer);
    let mut columns = Columns::of(model, usize::from(area.width - facts).saturating_sub(1));
    let needed = u16::try_from(columns.name + columns.others() + 1).unwrap_or(u16::MAX);
    let place = Rect { width: if facts > 0 { needed.min(area.width - facts) } else { area.width }, ..area };
    columns.all = usize::from(place.width).saturating_sub(1);
    titles(columns, look).render(Rect { y: area.y + 1, height: 1, ..place }, buffer);
    let place = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..place };
    for (line, y) in (list.first..list.shown.len()).zip(place.y..place.bottom()) {
        let row = Rect { y, height: 1, ..place };
        areas.lines.push((row, line));
        node_line(model, list.shown[line], columns, look).render(row, buffer);
        if line == list.chosen {
            buffer.set_style(row, look.palette.chosen);
        }
    }
    if list.shown.is_empty() {
        let text =
            if list.items.is_empty() { " The file holds no tensors." } else { " No name holds this text." };
        Line::styled(text, look.palette.dim).render(place, buffer);
    }
    if facts > 0 {
        let beside = Rect { x: place.right() + GAP, width: facts - GAP, ..place };
        facts::chosen(model, look, beside, buffer);
    }
}

/// ` 25 tensors · 49 920 elements · 195.0 KiB · 3 differ · 20 the same · 2 to compare`
fn summary(model: &Model, look: &Look) -> Vec<Piece> {
    let (list, palette) = (&model.list, &look.palette);
    let Total { elements, bytes: size } = list.total(0..list.nodes.len());
    let mut parts = if list.filter.is_empty() {
        vec![(counted(list.items.len(), "tensor"), palette.text)]
    } else {
        let found = format!("{} of {} tensors hold `{}`", list.shown.len(), list.items.len(), list.filter);
        vec![(found, palette.text)]
    };
    parts.push((grouped_elements(elements), palette.dim));
    parts.push((bytes(size), palette.dim));
    if matches!(model.purpose, Purpose::Compare(_)) {
        parts.extend(compared(model, look));
    } else if model.remarks() > 0 && list.filter.is_empty() {
        parts.push(("m shows its metadata".to_owned(), palette.accent));
    }
    let apart = || (look.separator.to_owned(), palette.dim);
    let pieces = parts.into_iter().flat_map(|part| [apart(), part]);
    std::iter::once((" ".to_owned(), palette.dim)).chain(pieces.skip(1)).collect()
}

/// How many pairs differ, are the same, and are still to be compared.
fn compared(model: &Model, look: &Look) -> Vec<Piece> {
    let palette = &look.palette;
    let count = |known| model.list.items.iter().filter(|item| item.differs() == known).count();
    let ending = if model.jobs.of(Aim::Survey).is_some() { "to compare" } else { "not compared" };
    let counts = [
        (count(Some(true)), "differ", palette.wrong),
        (count(Some(false)), "the same", palette.right),
        (count(None), ending, palette.dim),
    ];
    let told = counts.into_iter().filter(|(count, ..)| *count > 0);
    told.map(|(count, words, style)| (format!("{count} {words}"), style)).collect()
}

/// What the columns hold.
fn titles(columns: Columns, look: &Look) -> Line<'static> {
    let text = Cells {
        before: " ".repeat(BEFORE),
        name: "name".to_owned(),
        dtype: "dtype".to_owned(),
        shape: "shape".to_owned(),
        elements: "elements".to_owned(),
        bytes: "bytes".to_owned(),
        outcome: (String::new(), look.palette.dim),
    };
    text.line(columns, [look.palette.dim; 3], look)
}

/// The texts of one line.
#[derive(Default)]
struct Cells {
    /// Left of the name: the indent, and the sign of a branch.
    before: String,
    name: String,
    dtype: String,
    shape: String,
    elements: String,
    bytes: String,
    outcome: (String, Style),
}

impl Cells {
    /// The line, with styles for the name, the shape, and the rest.
    fn line(self, columns: Columns, [name, shape, rest]: [Style; 3], look: &Look) -> Line<'static> {
        let padded = |text: &str, width: usize| {
            let text = cut(text, width, look);
            let padding = " ".repeat(width - text.width().min(width));
            (text, padding)
        };
        let mut line = Line::default();
        let mut left = |text: &str, width: usize, before: usize, style: Style| {
            if width > 0 {
                let (text, padding) = padded(text, width);
                line.push_span(Span::styled(format!("{}{text}{padding}", " ".repeat(before)), style));
            }
        };
        let before = self.before.width();
        left(
            &(self.before + &tail(&self.name, columns.name.saturating_sub(before), look)),
            columns.name,
            0,
            name,
        );
        left(&self.dtype, columns.dtype, APART, rest);
        left(&self.shape, columns.shape, APART, shape);
        for (text, width) in [(&self.elements, columns.elements), (&self.bytes, columns.bytes)] {
            let (text, padding) = padded(text, width);
            left(&format!("{padding}{text}"), width, APART, rest);
        }
        let (outcome, style) = self.outcome;
        left(&outcome, columns.outcome, APART, style);
        line
    }
}

fn node_line(model: &Model, at: usize, columns: Columns, look: &Look) -> Line<'static> {
    let (list, palette, node) = (&model.list, &look.palette, &model.list.nodes[at]);
    let indent = " ".repeat(1 + 2 * node.depth);
    match &node.kind {
        Kind::Branch { fold, leaves, end } => {
            let sign = if *fold == Fold::Open { OPEN } else { look.glyphs.right };
            let cells = branch(list, at..*end, *leaves, look);
            Cells { before: format!("{indent}{sign} "), name: node.label.clone(), ..cells }.line(
                columns,
                [palette.accent, palette.dim, palette.dim],
                look,
            )
        }
        Kind::Leaf(item) => {
            leaf(model, &list.items[*item], (format!("{indent}  "), node.label.clone()), columns, look)
        }
    }
}

/// Before a branch that is open; folded to ASCII where that is all there is.
const OPEN: &str = "▼";

/// What is in a branch, together.
fn branch(list: &List, nodes: std::ops::Range<usize>, leaves: usize, look: &Look) -> Cells {
    let total = list.total(nodes.clone());
    let outcome = match list.differing(nodes) {
        0 => String::new(),
        1 => format!("{} 1 differs", look.glyphs.wrong),
        count => format!("{} {count} differ", look.glyphs.wrong),
    };
    Cells {
        shape: counted(leaves, "tensor"),
        elements: grouped(total.elements),
        bytes: bytes(total.bytes),
        outcome: (outcome, look.palette.wrong),
        ..Cells::default()
    }
}

fn leaf(
    model: &Model,
    item: &Item,
    (before, name): (String, String),
    columns: Columns,
    look: &Look,
) -> Line<'static> {
    let palette = &look.palette;
    let unknown = if model.jobs.of(Aim::Survey).is_some() { look.running } else { look.glyphs.none };
    let outcome = outcome(item, unknown, look);
    let description = match &item.described {
        Ok(description) => description,
        Err(reason) => {
            let alone = Columns { name: columns.name, ..Columns::default() };
            let mut line = Cells { before, name, ..Cells::default() }.line(alone, [palette.text; 3], look);
            let text = format!("  cannot be read: {reason}");
            let text = cut(&text, columns.all.saturating_sub(columns.name), look);
            line.push_span(Span::styled(text, palette.wrong));
            return line;
        }
    };
    let cells = Cells {
        before,
        name,
        dtype: description.element.name().to_owned(),
        shape: shape(&description.shape),
        elements: grouped(item.elements()),
        bytes: bytes(item.bytes),
        outcome,
    };
    cells.line(columns, [palette.text, palette.text, palette.dim], look)
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
        (_, Some(Outcome::Failed)) => "cannot be read".to_owned(),
        (_, Some(Outcome::ShapesDiffer(relation))) => {
            relation.as_ref().map_or_else(|| "shape differs".to_owned(), |words| format!("shape: {words}"))
        }
        (Standing::Unlike, Some(Outcome::Differ(_, Some((_, words))))) => format!("type: {words}"),
        (Standing::Unlike, Some(Outcome::Differ(cells, None))) => format!("type and {cells} differ"),
        (Standing::Both, Some(Outcome::Differ(cells, relation))) => differing(*cells, relation.as_ref()),
        (Standing::Unlike, Some(Outcome::Same)) => "only type differs".to_owned(),
        (Standing::Unlike, None) => "shape or type differs".to_owned(),
    };
    (format!("{sign} {words}"), palette.wrong)
}

/// How many cells differ, and what leads to them.
fn differing(cells: u64, relation: Option<&(Scope, String)>) -> String {
    match (relation, cells) {
        (Some((Scope::DifferingCells, words)), 1) => format!("1 cell: {words}"),
        (Some((Scope::DifferingCells, words)), cells) => format!("{cells} cells: {words}"),
        (Some((_, words)), _) => words.clone(),
        (None, 1) => "1 cell differs".to_owned(),
        (None, cells) => format!("{cells} cells differ"),
    }
}
