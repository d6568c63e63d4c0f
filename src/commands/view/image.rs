//! A tensor as a picture: its grids, or its elements as pixels.

use super::Shown;
use crate::commands::exit::Failure;
use crate::formats::{Part, Presence, Run, Window};
use crate::picture::{Drawing, ImageAxes, Levels, NumberFormat, Numbers, Scale};
use crate::style::{self, DARK, Depth, LIGHT, Labels, Line, Meaning, Theme, UNICODE, Zoom, grid, svg};
use crate::tensor::{Plane, Tensor, shape_text};
use anstyle::RgbColor;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

/// Rows and columns of a grid in an image, and grids, at most.
const ROWS: usize = 64;
const COLUMNS: usize = 96;
const GRIDS: usize = 12;
/// Up to so many columns, cells are numbers.
const NUMBERED: usize = 24;
/// Columns of a number.
const WIDEST: usize = 8;
/// Columns of an image file's pixels.
const PIXELS: usize = 256;

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

/// The first planes of the window, of each the first cells.
fn grids(shown: &Shown<'_>, theme: &Theme) -> Result<Vec<Line>, Failure> {
    let shape = shown.window.shape();
    let outer = shape.len().saturating_sub(2);
    let all = shape[..outer].iter().try_fold(1_usize, |all, &length| all.checked_mul(length));
    let part = if shown.source.element().is_complex() { Part::Magnitude } else { Part::Real };
    let mut lines = Vec::new();
    for place in 0..all.unwrap_or(usize::MAX).min(GRIDS) {
        let at = index_of(place, &shape[..outer]);
        let inner = shape[outer..].iter().zip([ROWS, COLUMNS].iter().skip(2 - (shape.len() - outer)));
        let inner = inner.map(|(&length, &most)| 0..length.min(most));
        let ranges: Vec<Range<usize>> = at.iter().map(|&place| place..place + 1).chain(inner).collect();
        let tensor = shown.read(&shown.window.part(&ranges), part)?;
        if outer > 0 {
            let at: Vec<String> = at.iter().map(ToString::to_string).collect();
            lines.push(theme.line(Meaning::Dim, format!("[{}, :, :]", at.join(", "))));
        }
        lines.extend(plane(&tensor, theme));
    }
    let is_cut = all.is_none_or(|all| all > GRIDS)
        || shape[outer..].iter().rev().zip([COLUMNS, ROWS]).any(|(&length, most)| length > most);
    if is_cut {
        let note = format!("of {} cells, the first are shown", shape_text(&shape));
        lines.push(theme.line(Meaning::Dim, note));
    }
    Ok(lines)
}

fn plane(tensor: &Tensor, theme: &Theme) -> Vec<Line> {
    let plane = Plane::first(tensor.shape(), None);
    let picture = Drawing::of(tensor, &plane).paint_all();
    let scale = Scale::of(tensor);
    let zoom = if picture.columns <= NUMBERED {
        Zoom::Numbers(NumberFormat::fitting(&[&picture], scale.kind, WIDEST))
    } else {
        Zoom::Blocks
    };
    grid(&picture, &scale, zoom, Labels::Shown, theme).lines
}

/// The index of a place in C order.
fn index_of(mut place: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (at, &length) in index.iter_mut().zip(shape).rev() {
        *at = place % length.max(1);
        place /= length.max(1);
    }
    index
}

/// The window as pixels, at most `width` columns; of a larger image, every so manieth row and column.
pub(super) fn pixels(shown: &Shown<'_>, width: usize, theme: &Theme) -> Result<Vec<Line>, Failure> {
    let shape = shown.window.shape();
    let Some(layout) = ImageAxes::of(&shape) else {
        return Err(Failure::usage(format!(
            "{} has the shape {}; --rgb shows rows, columns and 1, 3 or 4 colours: take a part by --slice",
            super::one_line(&shown.title),
            shape_text(&shape)
        )));
    };
    let most = (width / style::pixel_width(theme)).max(1);
    let step = shape[layout.columns].div_ceil(most).max(1);
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
