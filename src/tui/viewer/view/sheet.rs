//! One tensor, or two that are compared.

use super::{bytes, facts, grids, percent};
use crate::formats::{Part, Source};
use crate::inspect::plane::Reduction;
use crate::tui::look::Look;
use crate::tui::view::pieces::{cut, exact, index, line, sentence, shape, stack};
use crate::tui::viewer::model::{Areas, FACTS_WIDTH, Facts, GAP, Model};
use crate::tui::viewer::sheet::{Sheet, State};
use crate::tui::wrap::Piece;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Columns of a slider's track, at most.
const LONGEST_TRACK: usize = 16;

pub(super) fn draw(
    model: &Model,
    sheet: &Sheet,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
    areas: &mut Areas,
) {
    let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    title(model, sheet, look, inside.width).render(Rect { height: 1, ..inside }, buffer);
    let place = model.grid_area();
    match &sheet.state {
        State::Opening => said("It is being opened.", look, place, buffer),
        State::Failed(reason) => {
            stack(&sentence(reason, look.palette.wrong, place.width), place, buffer);
        }
        State::Open(readers) => {
            let source = &readers.sources()[0];
            if source.shape().contains(&0) {
                said("The tensor is empty: one of its axes has the length 0.", look, place, buffer);
            } else if let Some(tile) = &sheet.tile {
                grids::draw(model, sheet, tile, look, buffer, areas);
            } else {
                said(&waiting(source), look, place, buffer);
            }
            below(sheet, look, inside, buffer);
        }
    }
    if model.facts == Facts::Shown && inside.width > place.width {
        let x = place.right() + GAP;
        let beside = Rect {
            x,
            y: place.y,
            width: FACTS_WIDTH.min(inside.right().saturating_sub(x)),
            height: inside.height.saturating_sub(2),
        };
        facts::draw(model, sheet, look, beside, buffer);
    }
}

fn said(text: &str, look: &Look, area: Rect, buffer: &mut Buffer) {
    stack(&sentence(text, look.palette.dim, area.width), area, buffer);
}

/// What is waited for.
fn waiting(source: &Source) -> String {
    match source.progress().filter(|progress| progress.done < progress.total) {
        Some(progress) => format!("It is being inflated: {}.", percent(progress)),
        None => "It is being read.".to_owned(),
    }
}

/// `conv.weight[0,3,:,:]  float32 (64, 64, 3, 3)  order C  144.0 KiB`
fn title(model: &Model, sheet: &Sheet, look: &Look, width: u16) -> Line<'static> {
    let palette = &look.palette;
    let item = model.list.items.get(sheet.item);
    let name = item.map_or_else(String::new, |item| item.name.clone());
    let Some(source) = sheet.source() else { return Line::styled(name, palette.strong) };
    let description = source.description();
    let part = if source.element().is_complex() { format!(" {}", sheet.part.name()) } else { String::new() };
    let facts = format!(
        "  {}{part} {}  order {}  {}",
        description.element.name(),
        shape(&description.shape),
        description.order.name(),
        bytes(description.bytes().unwrap_or(0))
    );
    let section = section(sheet);
    let room = usize::from(width).saturating_sub(facts.chars().count() + section.chars().count());
    let name = cut(&name, room.max(8), look);
    line([(name, palette.strong), (section, palette.accent), (facts, palette.dim)])
}

/// The slice in sight: `[0,:,:,2]`.
fn section(sheet: &Sheet) -> String {
    let plane = &sheet.walk.plane;
    if plane.at.len() <= 2 && plane.other_axes().is_empty() {
        return String::new();
    }
    let shown = |axis: usize| [plane.rows, plane.columns].contains(&Some(axis));
    let part = |axis: usize| if shown(axis) { ":".to_owned() } else { plane.at[axis].to_string() };
    format!("[{}]", (0..plane.at.len()).map(part).collect::<Vec<_>>().join(","))
}

/// The axes, the cell under the cursor and what a cell stands for.
fn below(sheet: &Sheet, look: &Look, area: Rect, buffer: &mut Buffer) {
    let mut place = Rect { y: area.bottom().saturating_sub(2), height: 1, ..area };
    line(axes(sheet, look)).render(place, buffer);
    place.y += 1;
    line(cell(sheet, look)).render(place, buffer);
}

/// `rows axis 1  columns axis 2   axis 0 ◂──●───▸ 3 of 8   1 of 2 sliders`
fn axes(sheet: &Sheet, look: &Look) -> Vec<Piece> {
    let palette = &look.palette;
    let (plane, Some(source)) = (&sheet.walk.plane, sheet.source()) else { return Vec::new() };
    let mut pieces: Vec<Piece> = Vec::new();
    for (label, axis) in [("rows ", plane.rows), ("columns ", plane.columns)] {
        if let Some(axis) = axis {
            pieces.push((label.to_owned(), palette.dim));
            pieces.push((format!("axis {axis}  "), palette.text));
        }
    }
    if let Some(axis) = sheet.walk.slider() {
        let (at, length) = (plane.at[axis], source.shape()[axis]);
        let width = length.min(LONGEST_TRACK);
        let knob = at / length.div_ceil(width.max(1)).max(1);
        let sign = |place| if place == knob { look.glyphs.truth } else { look.glyphs.rule };
        let track: String = (0..width).map(sign).collect();
        let strong = palette.accent.add_modifier(Modifier::BOLD);
        pieces.push((format!("  axis {axis} "), palette.text));
        pieces.push((format!("{}{track}{}", look.glyphs.left, look.glyphs.right), strong));
        pieces.push((format!(" {at} of {length}"), palette.dim));
        let sliders = sheet.walk.sliders();
        if sliders.len() > 1 {
            let others: Vec<String> =
                sliders.iter().filter(|other| **other != axis).map(usize::to_string).collect();
            pieces.push((format!("   a: axis {}", others.join(", ")), palette.dim));
        }
    }
    pieces
}

/// `[0, 1, 1, 1] = -3.604397585767`, every digit; of two tensors both.
fn cell(sheet: &Sheet, look: &Look) -> Vec<Piece> {
    let palette = &look.palette;
    let at = &sheet.walk.plane.at;
    let mut pieces = vec![(format!("{} ", index(at)), palette.strong)];
    let Some(tile) = sheet.tile.as_ref().filter(|tile| tile.wanted.cursor == *at) else { return pieces };
    let labels: &[&str] = if tile.values.len() > 1 { &["expected ", "actual "] } else { &["= "] };
    for (label, values) in labels.iter().zip(&tile.values) {
        pieces.push(((*label).to_owned(), palette.dim));
        match values.as_slice() {
            [(_, value)] => pieces.push((format!("{}  ", exact(*value)), palette.text)),
            parts => {
                let part = |wanted: Part| {
                    parts.iter().find(|(part, _)| *part == wanted).map(|(_, value)| exact(*value))
                };
                let text = |wanted: Part| part(wanted).unwrap_or_default();
                let sum = format!("{} + {}i  ", text(Part::Real), text(Part::Imaginary)).replace("+ -", "- ");
                pieces.push((sum, palette.text));
                pieces.push((format!("|z| {}  ", text(Part::Magnitude)), palette.dim));
            }
        }
    }
    let block = sheet.zoom.block();
    if block > 1 {
        let stands = match sheet.reduction {
            Reduction::Largest => "largest magnitude",
            Reduction::Mean => "mean",
        };
        let share =
            tile.progress.map_or_else(String::new, |progress| format!(", {} read", percent(progress)));
        pieces.push((
            format!(" a cell is {block} {} {block}: {stands}{share}", look.glyphs.times),
            palette.accent,
        ));
    }
    pieces
}
