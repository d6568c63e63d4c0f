//! The grids: one of a tensor, or expected, actual and difference.

mod pixels;

use super::percent;
use crate::inspect::plane::{Cells, Rectangle, Reduction};
use crate::picture::{Drawing, NumberFormat, Scale, ScaleKind};
use crate::style::{self, ColourMap, Colours, Grid, Labels, Meaning, Zoom as CellZoom, colour_bar, grid};
use crate::tensor::Plane;
use crate::tui::areas::GridArea;
use crate::tui::look::Look;
use crate::tui::palette;
use crate::tui::tensors::Range;
use crate::tui::viewer::model::{Areas, Model};
use crate::tui::viewer::reading::{Shows, Tile};
use crate::tui::viewer::sheet::{Finest, Sheet, Zoom};
use ndarray::{ArrayD, IxDyn};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Position of the last of them.
const DIFFERENCE: usize = 2;
/// Above the grids of a comparison.
const TITLES: [&str; 3] = ["expected", "actual", "difference"];

/// Draws what was read, and what its colours mean.
pub(super) fn draw(
    model: &Model,
    sheet: &Sheet,
    tile: &Tile,
    look: &Look,
    buffer: &mut Buffer,
    areas: &mut Areas,
) {
    if tile.wanted.shows != Shows::Values {
        pixels::draw(model, sheet, tile, look, buffer, areas);
        return;
    }
    let several = tile.values.len() > 1;
    let scale = scale(sheet, tile);
    let wrong = if several { wrong_cells(tile) } else { None };
    // One format for all, so that the columns of the grids stay in line.
    let kind = if several { ScaleKind::Diverging } else { scale.kind };
    let numbers = tile.cells.iter().take(TITLES.len()).flat_map(|cells| cells.values.scalars());
    let format = NumberFormat::of_values(numbers, kind, sheet.digits());
    for ((place, title), (number, cells)) in
        model.places().into_iter().zip(TITLES).zip(tile.cells.iter().enumerate())
    {
        let place = if several { titled(title, place, look, buffer) } else { place };
        let colours = match number {
            DIFFERENCE => Colours::from(&difference_scale(cells)),
            _ => Colours { scale, map: model.map },
        };
        let marked = wrong.as_ref().filter(|_| number > 0);
        let painted = paint(model, sheet, tile, (cells, marked, number), (colours, format), look);
        put(&painted, tile, place, buffer, areas);
    }
    if tile.cells.first().is_some_and(|cells| cells.values.len() > 1) {
        let mut bar = colour_bar(Colours { scale, map: model.map }, &look.theme);
        if model.map != ColourMap::TwoHues {
            bar.append(look.theme.line(Meaning::Dim, format!("  {}", model.map.name())));
        }
        bar.append(stands_for(tile, look));
        palette::line(bar).render(legend(model), buffer);
    }
}

/// `  4 × 4 a cell, 43 % read: mean`, where a cell stands for more than one element.
fn stands_for(tile: &Tile, look: &Look) -> style::Line {
    let Rectangle { block, reduction, .. } = tile.wanted.rectangle;
    if block <= 1 {
        return style::Line::default();
    }
    let stands = match reduction {
        Reduction::Largest => "largest magnitude",
        Reduction::Mean => "mean",
    };
    let read = tile.progress.map_or_else(String::new, |progress| format!(", {} read", percent(progress)));
    let text = format!("  {block} {} {block} a cell{read}: {stands}", look.glyphs.times);
    look.theme.line(Meaning::Accent, text)
}

/// A title, and the place below it.
fn titled(title: &str, place: Rect, look: &Look, buffer: &mut Buffer) -> Rect {
    Line::styled(title.to_owned(), look.palette.dim).render(Rect { height: 1, ..place }, buffer);
    Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place }
}

/// Draws a grid and notes where it is.
fn put(painted: &Grid, tile: &Tile, place: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    for (line, y) in painted.lines.iter().zip(place.y..place.bottom()) {
        palette::line(line.clone()).render(Rect { y, height: 1, ..place }, buffer);
    }
    areas.grids.push(grid_area(painted, tile, place));
}

/// The line below the grids.
fn legend(model: &Model) -> Rect {
    let area = model.grid_area();
    Rect { y: area.bottom(), height: 1, ..area }
}

/// What the colours span.
fn scale(sheet: &Sheet, tile: &Tile) -> Scale {
    let Some(first) = tile.cells.first() else { return Scale::of_values([]) };
    match (sheet.ends, sheet.walk.range) {
        (Some(ends), _) => Scale::between(ends.low, ends.high),
        (None, Range::All) => sheet.seen.unwrap_or_else(|| Scale::of(&first.values)),
        (None, Range::Most) => Scale::of_most(&first.values),
        (None, Range::Spread) => Scale::spread(&first.values),
    }
}

fn difference_scale(cells: &Cells) -> Scale {
    Scale { kind: ScaleKind::Diverging, ..Scale::of(&cells.values) }
}

/// The cells in sight that differ by more than the tolerance; of blocks, those that hold one.
fn wrong_cells(tile: &Tile) -> Option<ArrayD<bool>> {
    let marked = tile.cells.get(DIFFERENCE + 1).or(tile.cells.get(DIFFERENCE))?;
    let wrong = marked.values.scalars().map(|value| value.to_f64() != 0.0).collect();
    ArrayD::from_shape_vec(IxDyn(marked.values.shape()), wrong).ok()
}

/// The numbers beside the rows and above the columns of a tile.
fn labels(tile: &Tile) -> [Vec<Option<usize>>; 2] {
    let rectangle = &tile.wanted.rectangle;
    let block = rectangle.block.max(1);
    let (rows, columns) = rectangle.size();
    let along = |start: usize, count: usize, row: usize| -> Vec<Option<usize>> {
        (0..count).map(|place| Some((start + place * block) * row)).collect()
    };
    [
        along(rectangle.rows.start, rows, rectangle.fold.map_or(1, |fold| fold.row)),
        along(rectangle.columns.start, columns, 1),
    ]
}

/// The cursor's cell of a tile.
fn focus(sheet: &Sheet, tile: &Tile) -> Option<(usize, usize)> {
    let rectangle = &tile.wanted.rectangle;
    let block = rectangle.block.max(1);
    let (row, column) = sheet.cursor();
    let inside = rectangle.rows.contains(&row) && rectangle.columns.contains(&column);
    inside.then(|| ((row - rectangle.rows.start) / block, (column - rectangle.columns.start) / block))
}

fn paint(
    model: &Model,
    sheet: &Sheet,
    tile: &Tile,
    (cells, wrong, number): (&Cells, Option<&ArrayD<bool>>, usize),
    (colours, format): (Colours, NumberFormat),
    look: &Look,
) -> Grid {
    let rectangle = &tile.wanted.rectangle;
    let plane = Plane::first(cells.values.shape(), None);
    let expected = tile.cells.first().filter(|_| number == DIFFERENCE && rectangle.block == 1);
    let actual = tile.cells.get(1);
    let mut drawing = match expected.zip(actual) {
        Some((expected, actual)) => Drawing::difference(&expected.values, &actual.values, &plane),
        None => Drawing::of(&cells.values, &plane),
    };
    if let Some(known) = &cells.known {
        drawing = drawing.with_known(known);
    }
    if let Some(wrong) = wrong {
        drawing = drawing.with_wrong(wrong);
    }
    if let Some((row, column)) = focus(sheet, tile) {
        drawing = drawing.with_focus(row, column);
    }
    let mut picture = drawing.paint_all();
    [picture.row_labels, picture.column_labels] = labels(tile);
    let zoom = match (sheet.zoom, model.finest) {
        (Zoom::Numbers, _) => CellZoom::Numbers(format),
        (Zoom::Smallest(_), Finest::Halves) => CellZoom::Halves,
        _ => CellZoom::Blocks,
    };
    grid(&picture, colours, zoom, Labels::Sparse, &look.theme)
}

fn grid_area(grid: &Grid, tile: &Tile, place: Rect) -> GridArea {
    let small = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
    let (rows, columns) = tile.wanted.rectangle.size();
    let area = Rect {
        x: place.x + small(grid.gutter),
        y: place.y + small(grid.header),
        width: small(grid.cell_width * columns),
        height: small(rows.div_ceil(grid.rows_a_line)),
    };
    GridArea {
        area: area.intersection(place),
        first: (0, 0),
        ring: 0,
        cell_width: small(grid.cell_width),
        rows_a_line: grid.rows_a_line,
    }
}
