//! The tensors of a failing case as grids: expected, yours and the difference, and the inputs with their padding.

use super::TextReport;
use super::layout::INDENT;
use crate::course::{Case, Drawn, Exercise};
use crate::grade::{CaseOutcome, CheckedGradient, OutputOutcome};
use crate::picture::{Drawing, Extent, NumberFormat, Picture, Scale, ScaleKind};
use crate::style::{self, Labels, Line, Meaning, Zoom};
use crate::tensor::{Plane, Tensor, wrong_cells};

/// Rows of a grid, at most.
const ROWS: usize = 12;
/// Rows of all grids below each other, at most.
const ALL_ROWS: usize = 24;
/// Columns of text between two grids.
const GAP: usize = 3;
/// Columns of a number, at most: `−1.25`.
const NUMBER: usize = 5;

/// A titled drawing, one of several of the same size that show the same cells.
struct Panel<'a> {
    title: &'static str,
    drawing: Drawing<'a>,
    hue: Hue,
}

/// Which scale a panel has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hue {
    /// One for all values, so that equal colours are equal values.
    Shared,
    /// Its own: a difference may be far smaller than the values.
    Own,
}

/// The plane through the worst cell: expected, yours, difference.
pub(super) fn output(
    report: &TextReport,
    exercise: &Exercise,
    case: &Case,
    judged: &CaseOutcome,
    output: &OutputOutcome,
) -> Vec<Line> {
    let all = exercise.expected(case).unwrap_or_default();
    let Some(expected) = all.iter().find(|expected| expected.name == output.name) else { return Vec::new() };
    let actual = report.answers.output(&judged.id, &output.name);
    let Some(actual) = actual.filter(|_| !expected.tensor.shape().is_empty()) else { return Vec::new() };
    let drawn = exercise.drawn_output(case, &output.name);
    if expected.tensor.shape() != actual.shape() {
        return other_shape(report, &output.name, &drawn, [&expected.tensor, actual]);
    }
    let wrong = wrong_cells(&expected.tensor, actual, expected.tolerance);
    let worst = output.mismatches.first().map_or_else(Vec::new, |cell| cell.index.clone());
    let first = Plane::first(actual.shape(), drawn.plane);
    let plane = if worst.is_empty() { first } else { first.through(&worst) };
    let yours = with_roles(Drawing::of(actual, &plane), &drawn).with_wrong(&wrong);
    let difference = Drawing::difference(&expected.tensor, actual, &plane).with_wrong(&wrong);
    let expected = with_roles(Drawing::of(&expected.tensor, &plane), &drawn);
    let panels = [
        Panel { title: "expected", drawing: expected, hue: Hue::Shared },
        Panel { title: "yours", drawing: yours, hue: Hue::Shared },
        Panel { title: "difference", drawing: difference, hue: Hue::Own },
    ];
    arranged(report, &slice_title(report, &output.name, &plane), &panels, plane.place_of(&worst))
}

/// A gradient beside the numerical one, in the plane through the cell that disagrees most.
pub(super) fn gradient(
    report: &TextReport,
    exercise: &Exercise,
    case: &Case,
    checked: &CheckedGradient,
) -> Vec<Line> {
    let CheckedGradient { output, numerical, actual: Some(actual), relative_error, wrong, .. } = checked
    else {
        return Vec::new();
    };
    let drawn = exercise.drawn_output(case, output);
    let worst = checked.worst().unwrap_or_default();
    let first = Plane::first(actual.shape(), drawn.plane);
    let plane = if worst.is_empty() { first } else { first.through(&worst) };
    let errors = Tensor::F64(relative_error.clone());
    let panel =
        |title, tensor, hue| Panel { title, drawing: Drawing::of(tensor, &plane).with_wrong(wrong), hue };
    let panels = [
        Panel {
            title: "numerical",
            drawing: with_roles(Drawing::of(numerical, &plane), &drawn),
            hue: Hue::Shared,
        },
        panel("yours", actual, Hue::Shared),
        panel("relative error", &errors, Hue::Own),
    ];
    arranged(report, &slice_title(report, output, &plane), &panels, plane.place_of(&worst))
}

/// Expected and yours where their shapes differ: no cell corresponds to another.
fn other_shape(report: &TextReport, name: &str, drawn: &Drawn, tensors: [&Tensor; 2]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (tensor, title) in tensors.into_iter().zip(["expected", "yours"]) {
        let plane = Plane::first(tensor.shape(), drawn.plane);
        let drawing = with_roles(Drawing::of(tensor, &plane), drawn);
        if !tensor.is_empty() {
            let heading = slice_title(report, &format!("{title} {name}"), &plane);
            lines.extend(arranged(
                report,
                &heading,
                &[Panel { title: "", drawing, hue: Hue::Shared }],
                (0, 0),
            ));
        }
    }
    lines
}

/// The inputs that roles say how to draw, in the plane that belongs to the worst cell.
pub(super) fn inputs(
    report: &TextReport,
    exercise: &Exercise,
    case: &Case,
    judged: &CaseOutcome,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for input in exercise.inputs(case).unwrap_or_default() {
        let drawn = exercise.drawn_input(case, &input.name);
        let is_drawn = drawn.ring > 0 || drawn.padding > 0 || drawn.windows.is_some() || drawn.mask;
        if !is_drawn || input.tensor.shape().len() < 2 {
            continue;
        }
        let at = corresponding(exercise, judged, &input.name, input.tensor.shape());
        let plane = Plane::first(input.tensor.shape(), drawn.plane).through(&at);
        let drawing = with_roles(Drawing::of(&input.tensor, &plane), &drawn);
        let mut heading = slice_title(report, &format!("input {}", input.name), &plane);
        if drawn.ring > 0 {
            heading.push(format!("  padded by {}", drawn.ring), report.theme.style(Meaning::Dim));
        }
        lines.push(Line::default());
        lines.extend(arranged(report, &heading, &[Panel { title: "", drawing, hue: Hue::Shared }], (0, 0)));
    }
    lines
}

/// The index of an input that belongs to the worst cell: axes whose lengths have one formula have one index.
fn corresponding(exercise: &Exercise, judged: &CaseOutcome, input: &str, shape: &[usize]) -> Vec<usize> {
    let none = vec![0; shape.len()];
    let found = judged.outputs.iter().find_map(|output| Some((output, output.mismatches.first()?)));
    let Some((output, worst)) = found else { return none };
    let declared = exercise.outputs.iter().find(|declared| declared.name == output.name);
    let argument = exercise.arguments.iter().find(|argument| argument.name == input);
    let (Some(declared), Some(argument)) = (declared, argument) else { return none };
    let index = |axis: usize| {
        let same = declared.axes.iter().position(|formula| Some(formula) == argument.axes.get(axis));
        same.and_then(|axis| worst.index.get(axis)).copied().unwrap_or(0)
    };
    (0..shape.len()).map(|axis| index(axis).min(shape[axis].saturating_sub(1))).collect()
}

fn with_roles<'a>(drawing: Drawing<'a>, drawn: &Drawn) -> Drawing<'a> {
    let drawing = drawing.with_ring(drawn.ring).with_padding(drawn.padding);
    let drawing = if drawn.mask { drawing.as_mask() } else { drawing };
    match drawn.maxima() {
        Some(windows) => drawing.with_maxima(windows),
        None => drawing,
    }
}

/// `Z[0,:,:,1]`
fn slice_title(report: &TextReport, name: &str, plane: &Plane) -> Line {
    let axes = plane.at.iter().enumerate().map(|(axis, at)| {
        let shown = Some(axis) == plane.rows || Some(axis) == plane.columns;
        if shown { ":".to_owned() } else { at.to_string() }
    });
    report.theme.line(Meaning::Dim, format!("{name}[{}]", axes.collect::<Vec<_>>().join(",")))
}

/// The panels, as many next to each other as fit in whole; where not even one does, the cells around `centre`.
fn arranged(report: &TextReport, heading: &Line, panels: &[Panel], centre: (usize, usize)) -> Vec<Line> {
    let size = panels.first().map_or((0, 0), |panel| panel.drawing.size());
    let width = report.width() - INDENT;
    let each = |across: usize| (width - GAP * (across - 1)) / across;
    let extent = |across: usize, columns: usize| {
        let rows = (ALL_ROWS / panels.len().div_ceil(across)).min(ROWS);
        Extent::around(centre, (rows, columns), size)
    };
    let whole = (1..=panels.len()).rev().find_map(|across| {
        let pictures = paint(panels, &extent(across, size.1.min(width)));
        let blocks = blocks(report, panels, &pictures);
        let fits = size.1 <= width && blocks.iter().all(|(_, lines)| widest(lines) <= each(across));
        fits.then_some((across, pictures, blocks))
    });
    let (across, pictures, blocks) = whole.unwrap_or_else(|| {
        let across = panels.len().min(2);
        // Room for row labels of three digits; every number has a mark on both sides.
        let pictures = paint(panels, &extent(across, (each(across) - 4) / (NUMBER + 2)));
        let blocks = blocks(report, panels, &pictures);
        (across, pictures, blocks)
    });
    let mut lines = vec![heading.clone()];
    if let Some(picture) = pictures.first().filter(|picture| picture.is_cut()) {
        lines[0].push(format!("  {}", part(picture)), report.theme.style(Meaning::Dim));
    }
    for (place, band) in blocks.chunks(across).enumerate() {
        if place > 0 {
            lines.push(Line::default());
        }
        let titled = band.iter().any(|(title, _)| !title.text().trim().is_empty());
        lines.extend(style::side_by_side(band, GAP).into_iter().skip(usize::from(!titled)));
    }
    let scale = shared_scale(panels, &pictures);
    if scale.high > 0.0 && report.theme.has_colour() {
        lines.push(style::colour_bar(&scale, &report.theme));
    }
    lines
}

fn paint(panels: &[Panel], extent: &Extent) -> Vec<Picture> {
    panels.iter().map(|panel| panel.drawing.paint(extent)).collect()
}

fn widest(lines: &[Line]) -> usize {
    lines.iter().map(Line::width).max().unwrap_or(0)
}

/// Which rows and columns a cut picture shows.
fn part(picture: &Picture) -> String {
    let span = |labels: &[Option<usize>], noun: &str| {
        let mut shown = labels.iter().flatten();
        match (shown.next(), shown.next_back()) {
            (Some(first), Some(last)) => Some(format!("{noun}s {first} to {last}")),
            (Some(only), None) => Some(format!("{noun} {only}")),
            _ => None,
        }
    };
    let rows = span(&picture.row_labels, "row").filter(|_| picture.rows < picture.size.0);
    let columns = span(&picture.column_labels, "column").filter(|_| picture.columns < picture.size.1);
    format!("only {}", [rows, columns].into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn shared_scale(panels: &[Panel], pictures: &[Picture]) -> Scale {
    let shared = panels.iter().zip(pictures).filter(|(panel, _)| panel.hue == Hue::Shared);
    let scales = shared.map(|(_, picture)| Scale::of_picture(picture));
    scales.reduce(Scale::shared_with).unwrap_or(Scale { kind: ScaleKind::Sequential, high: 0.0 })
}

/// The title and the grid of each panel.
fn blocks(report: &TextReport, panels: &[Panel], pictures: &[Picture]) -> Vec<(Line, Vec<Line>)> {
    let theme = &report.theme;
    let scale = shared_scale(panels, pictures);
    let shared = panels.iter().zip(pictures).filter(|(panel, _)| panel.hue == Hue::Shared);
    let values: Vec<&Picture> = shared.map(|(_, picture)| picture).collect();
    let format = NumberFormat::fitting(&values, scale.kind, NUMBER);
    let block = |(panel, picture): (&Panel, &Picture)| {
        let (scale, format) = match panel.hue {
            Hue::Shared => (scale, format),
            Hue::Own => {
                let own = Scale { kind: ScaleKind::Diverging, ..Scale::of_picture(picture) };
                (own, NumberFormat::fitting(&[picture], own.kind, NUMBER))
            }
        };
        let grid = style::grid(picture, &scale, Zoom::Numbers(format), Labels::Shown, theme);
        let title = theme.line(Meaning::Text, format!("{}{}", " ".repeat(grid.gutter), panel.title));
        (title, grid.lines)
    };
    panels.iter().zip(pictures).map(block).collect()
}
