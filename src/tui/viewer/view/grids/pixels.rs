//! A tensor, or two, as images.

use super::{focus, labels, legend, put, stands_for, titled, titles};
use crate::inspect::plane::Cells;
use crate::picture::{Levels, Scale, ScaleKind};
use crate::style::{ColourMap, Colours, Image, Labels, Meaning, PixelSize, colour_bar, pixel_grid};
use crate::tui::look::Look;
use crate::tui::palette;
use crate::tui::viewer::model::{Areas, Model};
use crate::tui::viewer::reading::Tile;
use crate::tui::viewer::sheet::{Sheet, Zoom};
use crate::tui::viewer::update::NO_HUES;
use anstyle::RgbColor;
use ratatui::buffer::Buffer;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Draws the images side by side, and what their brightness means.
pub(super) fn draw(
    model: &Model,
    sheet: &Sheet,
    tile: &Tile,
    look: &Look,
    buffer: &mut Buffer,
    areas: &mut Areas,
) {
    let levels = sheet.brightness(tile);
    let size = if matches!(sheet.zoom, Zoom::Smallest(_) | Zoom::Whole(_)) {
        PixelSize::Smallest
    } else {
        PixelSize::Block
    };
    let images = tile.cells.chunks_exact(tile.wanted.shows.channels());
    let titles = titles(model, sheet, tile, look);
    for ((place, title), (number, channels)) in model.places().into_iter().zip(titles).zip(images.enumerate())
    {
        let place = titled(title, place, buffer);
        let image = image(tile, channels, levels, focus(sheet, tile, number));
        put(&pixel_grid(&image, size, Labels::Sparse, &look.theme), tile, place, buffer, areas);
    }
    explain(model, tile, levels, look).render(legend(model), buffer);
}

fn image(tile: &Tile, channels: &[Cells], levels: Levels, focus: Option<(usize, usize)>) -> Image {
    let (rows, columns) = tile.wanted.rectangle.size();
    let known = channels.last().and_then(|cells| cells.known.as_ref());
    let values: Vec<Vec<u8>> = channels
        .iter()
        .map(|cells| cells.values.doubles().into_iter().map(|value| levels.level(value)).collect())
        .collect();
    let level = |channel: usize, place: usize| {
        let channel = values.get(channel).or(values.first());
        channel.and_then(|levels| levels.get(place)).copied().unwrap_or(0)
    };
    let pixel = |row: usize, column: usize| {
        let place = row * columns + column;
        let is_known = known.is_none_or(|known| known.get([row, column].as_slice()) == Some(&true));
        is_known.then(|| RgbColor(level(0, place), level(1, place), level(2, place)))
    };
    let [row_labels, column_labels] = labels(tile);
    Image {
        rows: (0..rows).map(|row| (0..columns).map(|column| pixel(row, column)).collect()).collect(),
        row_labels,
        column_labels,
        focus,
    }
}

/// From black to bright in numbers, and where the colours come from.
fn explain(model: &Model, tile: &Tile, levels: Levels, look: &Look) -> Line<'static> {
    if !model.hues {
        let mut line = look.theme.line(Meaning::Accent, NO_HUES);
        line.append(stands_for(tile, look));
        return palette::line(line);
    }
    let scale = Scale { kind: ScaleKind::Spread { low: levels.low }, high: levels.high };
    let mut line = if levels.low < levels.high {
        colour_bar(Colours { scale, map: ColourMap::Grey }, &look.theme)
    } else {
        crate::style::Line::default()
    };
    let colours = model.sheet.as_ref().and_then(|sheet| sheet.walk.colours);
    let what = match colours {
        Some(axis) => format!("  red, green, blue along {}", model.axis_name(axis)),
        None => "  grey".to_owned(),
    };
    line.append(stands_for(tile, look));
    line.append(look.theme.line(Meaning::Dim, what));
    palette::line(line)
}
