//! The grids: one of a tensor, or expected, actual and difference.

mod pixels;

use super::percent;
use crate::inspect::plane::{Cells, Patch, Rectangle, Reduction};
use crate::picture::{Drawing, NumberFormat, Scale, ScaleKind};
use crate::style::{self, ColourMap, Colours, Grid, Labels, Meaning, Zoom as CellZoom, colour_bar, grid};
use crate::tensor::{DType, Plane, Tensor};
use crate::tui::areas::GridArea;
use crate::tui::look::Look;
use crate::tui::palette;
use crate::tui::tensors::Range;
use crate::tui::viewer::model::{Areas, Model};
use crate::tui::viewer::reading::{Shows, Tile};
use crate::tui::viewer::sheet::{Finest, Sheet, Zoom};
use ndarray::{Array1, ArrayD, IxDyn};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Position of the last of them.
const DIFFERENCE: usize = 2;
/// Above the grids of a comparison.
const TITLES: [&str; 3] = ["expected", "actual", "difference"];

/// Columns of the longest of them.
const WIDEST_TITLE: usize = TITLES[DIFFERENCE].len();
/// Columns between grids that have more room than they need.
const APART: u16 = 4;

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
    let several = tile.tensors > 1;
    let scale = scale(sheet, tile);
    let wrong = if several { wrong_cells(tile) } else { None };
    // One format for all, so that the columns of the grids stay in line.
    let kind = if several { ScaleKind::Diverging } else { scale.kind };
    let numbers = tile.cells.iter().take(if several { TITLES.len() } else { tile.cells.len() });
    let numbers = numbers.flat_map(|cells| cells.values.scalars());
    let format = NumberFormat::of_values(numbers, kind, sheet.digits());
    // Small grids stand close beside each other.
    let mut left = u16::MAX;
    for ((place, title), (number, cells)) in
        model.places().into_iter().zip(titles(model, sheet, tile, look)).zip(tile.cells.iter().enumerate())
    {
        let place = if several { Rect { x: place.x.min(left), ..place } } else { place };
        let place = titled(title, place, buffer);
        let colours = match number {
            DIFFERENCE if several => Colours::from(&difference_scale(cells)),
            _ => Colours { scale, map: model.map },
        };
        let marked = wrong.as_ref().filter(|_| number > 0);
        let painted = paint(model, sheet, tile, (cells, marked, number), (colours, format), look);
        put(&painted, tile, place, buffer, areas);
        let wide = painted.lines.iter().map(style::Line::width).max().unwrap_or(0).max(WIDEST_TITLE);
        left = place.x.saturating_add(u16::try_from(wide).unwrap_or(u16::MAX)).saturating_add(APART);
    }
    if tile.cells.first().is_some_and(|cells| cells.values.len() > 1) {
        let mut bar = legend_of(sheet, tile, Colours { scale, map: model.map }, model.finest, look);
        if model.map != ColourMap::TwoHues {
            bar.append(look.theme.line(Meaning::Dim, format!("  {}", model.map.name())));
        }
        bar.append(stands_for(tile, look));
        palette::line(bar).render(legend(model), buffer);
    }
}

/// What the colours span, or what the signs of booleans stand for; of numbers without a colour, why they have none.
fn legend_of(sheet: &Sheet, tile: &Tile, colours: Colours, finest: Finest, look: &Look) -> style::Line {
    let dim = |text: String| look.theme.line(Meaning::Dim, text);
    let is_mask = tile.own().iter().all(|cells| cells.values.dtype() == DType::Bool);
    if is_mask && !is_in_halves(sheet, finest) {
        return dim(format!("{} true  {} false", look.glyphs.truth, look.glyphs.blank));
    }
    if colours.scale.low() < colours.scale.high {
        return colour_bar(colours, &look.theme);
    }
    let values: Vec<f64> = tile.own().iter().flat_map(|cells| cells.values.doubles()).collect();
    let text = match values.iter().filter(|value| value.is_finite()).count() {
        0 => "no finite value in sight",
        finite if finite == values.len() => "all values in sight are 0",
        _ => "all finite values in sight are 0",
    };
    dim(text.to_owned())
}

/// `  4 × 4 a cell, mean, 43 % read`, where a cell stands for more than one element.
fn stands_for(tile: &Tile, look: &Look) -> style::Line {
    let Rectangle { patch, reduction, .. } = tile.wanted.rectangle;
    if !patch.is_several() {
        return style::Line::default();
    }
    let stands = match reduction {
        Reduction::Largest => "largest",
        Reduction::Mean => "mean",
    };
    let read = tile.progress.map_or_else(String::new, |progress| format!(", {} read", percent(progress)));
    let size = match patch {
        Patch { rows: 1, columns } if tile.wanted.rectangle.fold.is_some() => columns.to_string(),
        Patch { rows, columns } => format!("{rows} {} {columns}", look.glyphs.times),
    };
    let text = format!("  {size} a cell, {stands}{read}");
    look.theme.line(Meaning::Accent, text)
}

/// What stands above each grid: which of two tensors it shows, or which slice; nothing above one alone.
fn titles(model: &Model, sheet: &Sheet, tile: &Tile, look: &Look) -> Vec<Option<Line<'static>>> {
    if tile.tensors > 1 {
        return TITLES.map(|title| Some(Line::styled(title, look.palette.dim))).into();
    }
    if !model.has_titles() {
        return vec![None];
    }
    let here = sheet.slice_at(sheet.slice_place());
    let above = |slice: &Vec<usize>| {
        let style =
            if *slice == here { look.palette.accent.add_modifier(Modifier::BOLD) } else { look.palette.dim };
        let at = sheet.walk.sliders().into_iter().map(|axis| match model.names.of(axis, slice.len()) {
            Some(name) => format!("{name} {}", slice[axis]),
            None => slice[axis].to_string(),
        });
        Some(Line::styled(at.collect::<Vec<_>>().join(", "), style))
    };
    tile.wanted.slices.iter().map(above).collect()
}

/// Draws a title, if there is one; gives back the place below it.
fn titled(title: Option<Line<'static>>, place: Rect, buffer: &mut Buffer) -> Rect {
    let Some(title) = title else { return place };
    title.render(Rect { height: 1, ..place }, buffer);
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
    let all = || {
        let values: Vec<f64> = tile.own().iter().flat_map(|cells| cells.values.doubles()).collect();
        Tensor::F64(Array1::from_vec(values).into_dyn())
    };
    match (sheet.ends, sheet.walk.range) {
        (Some(ends), _) => Scale::between(ends.low, ends.high),
        (None, Range::All) => sheet.seen.unwrap_or_else(|| Scale::of(&first.values)),
        (None, Range::Most) => Scale::of_most(&all()),
        (None, Range::Spread) => Scale::spread(&all()),
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
    let Patch { rows: high, columns: wide } = rectangle.patch;
    let (rows, columns) = rectangle.size();
    let along = |start: usize, count: usize, side: usize, row: usize| -> Vec<Option<usize>> {
        (0..count).map(|place| Some((start + place * side) * row)).collect()
    };
    [
        along(rectangle.rows.start, rows, high, rectangle.fold.map_or(1, |fold| fold.row)),
        along(rectangle.columns.start, columns, wide, 1),
    ]
}

/// The cursor's cell in the grid of one of a tile's slices, if it is in that one.
fn focus(sheet: &Sheet, tile: &Tile, slice: usize) -> Option<(usize, usize)> {
    let rectangle = &tile.wanted.rectangle;
    let Patch { rows, columns } = rectangle.patch;
    let (row, column) = sheet.cursor();
    let is_here = tile.wanted.slices.len() < 2
        || tile.wanted.slices.get(slice) == Some(&sheet.slice_at(sheet.slice_place()));
    let inside = is_here && rectangle.rows.contains(&row) && rectangle.columns.contains(&column);
    inside.then(|| ((row - rectangle.rows.start) / rows, (column - rectangle.columns.start) / columns))
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
    let expected = tile
        .cells
        .first()
        .filter(|_| tile.tensors > 1 && number == DIFFERENCE && !rectangle.patch.is_several());
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
    if let Some((row, column)) = focus(sheet, tile, number) {
        drawing = drawing.with_focus(row, column);
    }
    let mut picture = drawing.paint_all();
    [picture.row_labels, picture.column_labels] = labels(tile);
    let zoom = match sheet.zoom {
        Zoom::Numbers => CellZoom::Numbers(format),
        _ if is_in_halves(sheet, model.finest) => CellZoom::Halves,
        _ => CellZoom::Blocks,
    };
    grid(&picture, colours, zoom, Labels::Sparse, &look.theme)
}

/// Whether a line holds two rows of cells, which have no room for signs.
const fn is_in_halves(sheet: &Sheet, finest: Finest) -> bool {
    matches!((sheet.zoom, finest), (Zoom::Smallest(_) | Zoom::Whole(_), Finest::Halves))
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
