//! A tensor as a picture: its grids, or its elements as pixels.

use super::Shown;
use crate::commands::exit::Failure;
use crate::commands::notice::one_line;
use crate::formats::{Part, Presence, Run, Window};
use crate::picture::{Drawing, ImageAxes, Levels, NumberFormat, Numbers, Scale};
use crate::style::{
    self, DARK, Depth, LIGHT, Labels, Line, Meaning, Theme, UNICODE, Zoom, colour_bar, grid, svg,
};
use crate::tensor::{DType, Plane, Scalar, Tensor, index_of, shape_text};
use anstyle::RgbColor;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

/// Rows and columns of a grid in an image, and grids and cells of all, at most.
const ROWS: usize = 64;
const COLUMNS: usize = 96;
const GRIDS: usize = 64;
const CELLS: usize = 12 * ROWS * COLUMNS;
/// Columns of text for grids beside each other, and between two of them.
const WIDTH: usize = 140;
const GAP: usize = 3;
/// Up to so many columns, cells are numbers.
const NUMBERED: usize = 24;
/// Columns of a number.
const WIDEST: usize = 8;
/// Columns of an image file's pixels.
const PIXELS: usize = 256;
/// Rows of pixels, in a file or a text: of a larger image, fewer are shown in both directions.
const PIXEL_ROWS: usize = 2048;

/// Writes an image file.
pub(super) fn svg(shown: &Shown<'_>, path: &Path) -> Result<(), Failure> {
    let screen = shown.session.theme(super::standard_output());
    let palette = if screen.palette.name == LIGHT.name { &LIGHT } else { &DARK };
    let theme = Theme { palette, depth: Depth::TrueColour, glyphs: &UNICODE };
    let mut lines = vec![theme.line(Meaning::Strong, shown.heading())];
    lines.extend(if shown.options.rgb { pixels(shown, PIXELS, &theme)? } else { grids(shown, &theme)? });
    let mut image = Vec::new();
    svg::write(&lines, palette, &mut image)?;
    let written = std::fs::File::create(path).and_then(|mut file| file.write_all(&image));
    written.map_err(|error| Failure::unwritable(&error, format!("cannot write {}: {error}", path.display())))
}

/// The first planes of the window, of each the first cells, all in one scale.
fn grids(shown: &Shown<'_>, theme: &Theme) -> Result<Vec<Line>, Failure> {
    let shape = shown.window.shape();
    let (outer, inner) = shape.split_at(shape.len().saturating_sub(2));
    let inner: Vec<usize> =
        inner.iter().rev().zip([COLUMNS, ROWS]).map(|(&length, most)| length.min(most)).rev().collect();
    let all = outer.iter().try_fold(1_usize, |all, &length| all.checked_mul(length));
    let room = (CELLS / inner.iter().product::<usize>().max(1)).clamp(1, GRIDS);
    let mut planes = Vec::new();
    for place in 0..all.unwrap_or(usize::MAX).min(room) {
        let at = index_of(place, outer);
        let outer = at.iter().map(|&place| place..place + 1);
        let ranges: Vec<Range<usize>> = outer.chain(inner.iter().map(|&length| 0..length)).collect();
        let part = if shown.source.element().is_complex() { Part::Magnitude } else { Part::Real };
        planes.push((at, shown.read(&shown.window.part(&ranges), part)?));
    }
    let mut lines = drawn(&planes, theme);
    if all.is_none_or(|all| all > planes.len()) || !shape.ends_with(&inner) {
        let note = format!("of {} cells, the first are shown", shape_text(&shape));
        lines.push(theme.line(Meaning::Dim, note));
    }
    Ok(lines)
}

/// Planes side by side, each below its index, and what their colours mean.
fn drawn(planes: &[(Vec<usize>, Tensor)], theme: &Theme) -> Vec<Line> {
    let numbers = || planes.iter().flat_map(|(_, tensor)| tensor.scalars());
    let scale = Scale::of_values(numbers().map(Scalar::to_f64));
    let is_mask = planes.iter().all(|(_, tensor)| tensor.dtype() == DType::Bool);
    let format = NumberFormat::of_values(numbers().filter(|_| !is_mask), scale.kind, WIDEST);
    let plane = |(at, tensor): &(Vec<usize>, Tensor)| {
        let picture = Drawing::of(tensor, &Plane::first(tensor.shape(), None)).paint_all();
        let zoom = if picture.columns <= NUMBERED { Zoom::Numbers(format) } else { Zoom::Blocks };
        let at: Vec<String> = at.iter().map(ToString::to_string).collect();
        let title = theme.line(Meaning::Dim, format!("[{}, :, :]", at.join(", ")));
        (title, grid(&picture, &scale, zoom, Labels::Sparse, theme).lines)
    };
    let blocks: Vec<(Line, Vec<Line>)> = planes.iter().map(plane).collect();
    let mut lines = match blocks.as_slice() {
        [(_, only)] if planes.iter().all(|(at, _)| at.is_empty()) => only.clone(),
        several => {
            let wide = |(title, lines): &(Line, Vec<Line>)| {
                lines.iter().map(Line::width).fold(title.width(), usize::max)
            };
            let widest = several.iter().map(wide).max().unwrap_or(0);
            let rows = several.chunks(((WIDTH + GAP) / (widest + GAP)).max(1));
            let rows = rows.map(|row| [style::side_by_side(row, GAP), vec![Line::default()]].concat());
            rows.collect::<Vec<_>>().concat()
        }
    };
    if numbers().any(|number| number.to_f64().is_finite()) && !is_mask && scale.low() < scale.high {
        lines.push(Line::default());
        lines.push(colour_bar(&scale, theme));
    }
    lines
}

/// The window as pixels, at most `width` columns; of a larger image, every so manieth row and column.
pub(super) fn pixels(shown: &Shown<'_>, width: usize, theme: &Theme) -> Result<Vec<Line>, Failure> {
    let shape = shown.window.shape();
    let Some(layout) = ImageAxes::of(&shape) else {
        return Err(Failure::usage(format!(
            "{} has the shape {}; --rgb shows rows, columns and 1, 3 or 4 colours: take a part by --slice",
            one_line(&shown.title),
            shape_text(&shape)
        )));
    };
    let most = (width / style::pixel_width(theme)).max(1);
    let step = shape[layout.columns].div_ceil(most).max(shape[layout.rows].div_ceil(PIXEL_ROWS)).max(1);
    let window = thinned(&shown.window, step, &[layout.rows, layout.columns]);
    let tensor = shown.read(&window, Part::Real)?;
    Ok(style::pixels(&colours(&layout, &tensor), theme))
}

/// Every `step`-th index of these kept axes.
fn thinned(window: &Window, step: usize, axes: &[usize]) -> Window {
    let mut thinned = window.clone();
    let kept = thinned.axes.iter_mut().filter(|axis| axis.presence == Presence::Kept);
    for (place, axis) in kept.enumerate() {
        if axes.contains(&place) {
            for run in &mut axis.runs {
                let apart = run.step.saturating_mul(isize::try_from(step).unwrap_or(isize::MAX));
                *run = Run { start: run.start, step: apart, count: run.count.div_ceil(step) };
            }
        }
    }
    thinned
}

/// The pixels of each row.
fn colours(axes: &ImageAxes, tensor: &Tensor) -> Vec<Vec<RgbColor>> {
    let whole = matches!(tensor, Tensor::U64(_) | Tensor::I64(_));
    let levels = Levels::of(&tensor.doubles(), if whole { Numbers::Whole } else { Numbers::Real });
    let shape = tensor.shape();
    let count = axes.colours.map_or(1, |axis| shape[axis]);
    let pixel = |row: usize, column: usize| {
        let level = |colour: usize| {
            let mut index = vec![0; shape.len()];
            index[axes.rows] = row;
            index[axes.columns] = column;
            if let Some(axis) = axes.colours {
                index[axis] = if count < 3 { 0 } else { colour };
            }
            tensor.get(&index).map_or(0, |scalar| levels.level(scalar.to_f64()))
        };
        RgbColor(level(0), level(1), level(2))
    };
    (0..shape[axes.rows])
        .map(|row| (0..shape[axes.columns]).map(|column| pixel(row, column)).collect())
        .collect()
}
