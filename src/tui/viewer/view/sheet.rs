//! One tensor, or two that are compared.

use super::{bytes, facts, grids, percent};
use crate::formats::{Part, Source};
use crate::tensor::Scalar;
use crate::tui::look::Look;
use crate::tui::view::pieces::{exact, line, sentence, shape, stack, tail};
use crate::tui::view::sliders::LaidAxes;
use crate::tui::viewer::items::Standing;
use crate::tui::viewer::model::{Areas, FACTS_WIDTH, Facts, GAP, Model};
use crate::tui::viewer::reading::Shows;
use crate::tui::viewer::sheet::{Sheet, State};
use crate::tui::wrap::{Margins, Piece, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Columns of a slider's track, at most: the longest for which all sliders have room.
const TRACKS: [usize; 3] = [16, 8, 4];

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
            below(model, sheet, look, inside, buffer, areas);
        }
    }
    let is_readable = !matches!(sheet.state, State::Failed(_));
    if model.facts == Facts::Shown && inside.width > place.width && is_readable {
        let x = place.right() + GAP;
        let beside = Rect {
            x,
            y: place.y,
            width: FACTS_WIDTH.min(inside.right().saturating_sub(x)),
            // The line below the grids says what their colours mean, and ends with them.
            height: place.height + 1,
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
    let other = sheet.unlike.as_ref().or_else(|| sheet.other().map(Source::description));
    // Where two types or shapes are compared, the first is what is told of.
    let side = match (item.map(|item| item.standing), other) {
        (Some(Standing::Missing), _) => "only expected: ",
        (Some(Standing::Extra), _) => "only actual: ",
        (_, Some(other)) if other.element != description.element || other.shape != description.shape => {
            "expected "
        }
        _ => "",
    };
    let part = if source.element().is_complex() { format!(" {}", sheet.part.name()) } else { String::new() };
    let facts = format!(
        "  {side}{}{part} {}  order {}  {}",
        description.element.name(),
        named_shape(model, &description.shape),
        description.order.name(),
        bytes(description.bytes().unwrap_or(0))
    );
    let section = section(sheet);
    let room = usize::from(width).saturating_sub(facts.chars().count() + section.chars().count());
    let name = tail(&name, room.max(8), look);
    line([(name, palette.strong), (section, palette.accent), (facts, palette.dim)])
}

/// The slice in sight: `[0,:,:,2]`.
fn section(sheet: &Sheet) -> String {
    let plane = &sheet.walk.plane;
    if plane.at.len() <= 2 && plane.other_axes().is_empty() {
        return String::new();
    }
    let shown = |axis: usize| [plane.rows, plane.columns, sheet.walk.colours].contains(&Some(axis));
    let part = |axis: usize| if shown(axis) { ":".to_owned() } else { plane.at[axis].to_string() };
    format!("[{}]", (0..plane.at.len()).map(part).collect::<Vec<_>>().join(","))
}

/// The axes, and the cell under the cursor.
fn below(model: &Model, sheet: &Sheet, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let mut place = Rect { y: area.bottom().saturating_sub(2), height: 1, ..area };
    axes(model, sheet, look, place, buffer, areas);
    place.y += 1;
    line(cell(model, sheet, look)).render(place, buffer);
}

/// `rows axis 1  columns axis 2  axis 0 ◂──●───▸ 3 of 8`, with tracks as long as there is room for; where there is none
/// for all sliders, the chosen one and how many there are beside it.
fn axes(model: &Model, sheet: &Sheet, look: &Look, place: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let Some(shape) = sheet.source().map(Source::shape) else { return };
    let name = |axis| model.axis_name(axis);
    let laid = |longest| LaidAxes { walk: &sheet.walk, shape, name: &name, longest };
    let lines = TRACKS.into_iter().map(|longest| {
        let laid = laid(longest);
        (wrap(&laid.pieces(look), usize::from(place.width), &Margins::default()), laid)
    });
    let mut lines: Vec<_> = lines.collect();
    let fitting = lines.iter().position(|(lines, _)| lines.len() <= 1);
    let (lines, laid) = lines.swap_remove(fitting.unwrap_or(TRACKS.len() - 1));
    if fitting.is_some() {
        stack(&lines, place, buffer);
        areas.sliders = laid.tracks(place, buffer, look);
    } else {
        stack(&wrap(&laid.chosen(look), usize::from(place.width), &Margins::default()), place, buffer);
        areas.sliders = laid.chosen_track(place, buffer, look);
    }
}

/// `[0, 1, 1, 1] = -3.604397585767`, every digit; of two tensors both.
fn cell(model: &Model, sheet: &Sheet, look: &Look) -> Vec<Piece> {
    let palette = &look.palette;
    let at = &sheet.walk.plane.at;
    if sheet.source().is_none_or(|source| source.shape().contains(&0)) {
        return Vec::new();
    }
    let mut pieces = vec![(format!("{} ", named_index(model, sheet)), palette.strong)];
    let values = sheet.values.as_ref().filter(|values| Some(&values.pointed) == sheet.pointed_at.as_ref());
    let Some(values) = values.filter(|values| values.pointed.index == *at) else { return pieces };
    let labels: &[&str] = if values.of_tensors.len() > 1 { &["expected ", "actual "] } else { &["= "] };
    let shows = values.pointed.shows;
    for (label, values) in labels.iter().zip(&values.of_tensors) {
        pieces.push(((*label).to_owned(), palette.dim));
        match values.as_slice() {
            channels if shows != Shows::Values => pieces.extend(pixel(channels, look)),
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
    pieces
}

/// `red 12  green 200  blue 255`, or the one value of a grey pixel.
fn pixel(channels: &[(Part, Scalar)], look: &Look) -> Vec<Piece> {
    let palette = &look.palette;
    let names: &[&str] = if channels.len() > 1 { &["red ", "green ", "blue "] } else { &[""] };
    let channel = |(name, (_, value)): (&&str, &(Part, Scalar))| {
        [((*name).to_owned(), palette.dim), (format!("{}  ", exact(*value)), palette.text)]
    };
    names.iter().zip(channels).flat_map(channel).collect()
}

/// `[0, 1, 1]`, or with names `[N 0, H 1, W 1]`; the axis of colours has no place in a pixel.
fn named_index(model: &Model, sheet: &Sheet) -> String {
    let at = &sheet.walk.plane.at;
    let part = |(axis, place): (usize, &usize)| {
        let place = if sheet.walk.colours == Some(axis) { ":".to_owned() } else { place.to_string() };
        model.names.of(axis, at.len()).map_or_else(|| place.clone(), |name| format!("{name} {place}"))
    };
    format!("[{}]", at.iter().enumerate().map(part).collect::<Vec<_>>().join(", "))
}

/// `(2, 3)`, or with names `(H 2, W 3)`.
fn named_shape(model: &Model, lengths: &[usize]) -> String {
    let name = |axis: usize| model.names.of(axis, lengths.len());
    if lengths.is_empty() || name(0).is_none() {
        return shape(lengths);
    }
    let part = |(axis, length): (usize, &usize)| format!("{} {length}", name(axis).unwrap_or_default());
    format!("({})", lengths.iter().enumerate().map(part).collect::<Vec<_>>().join(", "))
}
