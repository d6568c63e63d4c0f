//! The grids: one of a tensor, or expected, actual and difference.

use crate::inspect::plane::Cells;
use crate::picture::{Drawing, NumberFormat, Scale, ScaleKind};
use crate::style::{Grid, Labels, Zoom as CellZoom, colour_bar, grid};
use crate::tensor::{Comparison, Plane, Scalar, Tolerance, compare};
use crate::tui::areas::GridArea;
use crate::tui::look::Look;
use crate::tui::palette;
use crate::tui::tensors::Range;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::model::{Areas, Model};
use crate::tui::viewer::reading::Tile;
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

pub(super) fn draw(
    model: &Model,
    sheet: &Sheet,
    tile: &Tile,
    look: &Look,
    buffer: &mut Buffer,
    areas: &mut Areas,
) {
    let several = sheet.grids() > 1;
    let scale = scale(sheet, tile);
    let wrong = match model.purpose {
        Purpose::Compare(tolerance) if several => wrong_cells(tile, tolerance),
        _ => None,
    };
    // One format for all, so that the columns of the grids stay in line.
    let kind = if several { ScaleKind::Diverging } else { scale.kind };
    let numbers = tile.cells.iter().flat_map(|cells| cells.values.scalars());
    let format = NumberFormat::of_values(numbers, kind, sheet.digits());
    for ((place, title), (number, cells)) in
        model.places().into_iter().zip(TITLES).zip(tile.cells.iter().enumerate())
    {
        let scale = if number == DIFFERENCE { difference_scale(cells) } else { scale };
        let mut place = place;
        if several {
            Line::styled(title, look.palette.dim).render(Rect { height: 1, ..place }, buffer);
            place = Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place };
        }
        let marked = wrong.as_ref().filter(|_| number > 0);
        let painted = paint(model, sheet, tile, (cells, marked, number), (&scale, format), look);
        for (line, y) in painted.lines.iter().zip(place.y..place.bottom()) {
            palette::line(line.clone()).render(Rect { y, height: 1, ..place }, buffer);
        }
        areas.grids.push(grid_area(&painted, tile, place));
    }
    let area = model.grid_area();
    let bar = Rect { y: area.bottom().saturating_add(0), height: 1, ..area };
    if tile.cells.first().is_some_and(|cells| cells.values.len() > 1) {
        palette::line(colour_bar(&scale, &look.theme)).render(bar, buffer);
    }
}

/// What the colours span.
fn scale(sheet: &Sheet, tile: &Tile) -> Scale {
    let Some(first) = tile.cells.first() else { return Scale::of_values([]) };
    match sheet.walk.range {
        Range::All => sheet.seen.unwrap_or_else(|| Scale::of(&first.values)),
        Range::Most => Scale::of_most(&first.values),
        Range::Spread => Scale::spread(&first.values),
    }
}

fn difference_scale(cells: &Cells) -> Scale {
    Scale { kind: ScaleKind::Diverging, ..Scale::of(&cells.values) }
}

/// The cells in sight that differ by more than the tolerance; of blocks, those that hold one.
fn wrong_cells(tile: &Tile, tolerance: Tolerance) -> Option<ArrayD<bool>> {
    let [expected, actual, difference] = tile.cells.as_slice() else { return None };
    let shape = IxDyn(difference.values.shape());
    if tile.wanted.rectangle.block > 1 {
        let wrong = difference.values.scalars().map(|value| value.to_f64() != 0.0).collect();
        return ArrayD::from_shape_vec(shape, wrong).ok();
    }
    let mut wrong = ArrayD::from_elem(shape, false);
    let doubles = |cells: &Cells| {
        let values = cells.values.scalars().map(Scalar::to_f64).collect();
        ArrayD::from_shape_vec(IxDyn(cells.values.shape()), values).ok().map(crate::tensor::Tensor::F64)
    };
    let found = if expected.values.dtype() == actual.values.dtype() {
        compare(&expected.values, &actual.values, tolerance)
    } else {
        compare(&doubles(expected)?, &doubles(actual)?, tolerance)
    };
    let Comparison::Cells { mismatches, .. } = found else { return None };
    for mismatch in mismatches {
        if let Some(cell) = wrong.get_mut(IxDyn(&mismatch.index)) {
            *cell = true;
        }
    }
    Some(wrong)
}

fn paint(
    model: &Model,
    sheet: &Sheet,
    tile: &Tile,
    (cells, wrong, number): (&Cells, Option<&ArrayD<bool>>, usize),
    (scale, format): (&Scale, NumberFormat),
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
    let block = rectangle.block.max(1);
    let (row, column) = sheet.cursor();
    if rectangle.rows.contains(&row) && rectangle.columns.contains(&column) {
        drawing = drawing
            .with_focus((row - rectangle.rows.start) / block, (column - rectangle.columns.start) / block);
    }
    let mut picture = drawing.paint_all();
    for (labels, start) in [
        (&mut picture.row_labels, rectangle.rows.start),
        (&mut picture.column_labels, rectangle.columns.start),
    ] {
        for label in labels.iter_mut().flatten() {
            *label = start + *label * block;
        }
    }
    if let Some(fold) = rectangle.fold {
        for label in picture.row_labels.iter_mut().flatten() {
            *label *= fold.row;
        }
    }
    let zoom = match (sheet.zoom, model.finest) {
        (Zoom::Numbers, _) => CellZoom::Numbers(format),
        (Zoom::Smallest(_), Finest::Halves) => CellZoom::Halves,
        _ => CellZoom::Blocks,
    };
    grid(&picture, scale, zoom, Labels::Sparse, &look.theme)
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
