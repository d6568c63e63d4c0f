//! What grids look like, in colour and without.

use ndarray::{Array2, arr2};
use tensorlings::course::{Course, CourseSource};
use tensorlings::picture::{Content, Drawing, NumberFormat, Picture, Scale, ScaleKind};
use tensorlings::style::{self, ASCII, DARK, Depth, Glyphs, Grid, LIGHT, Labels, Theme, UNICODE, Zoom};
use tensorlings::tensor::{Plane, Tensor, Windows};

const COLOUR: Theme = Theme { palette: &DARK, depth: Depth::TrueColour, glyphs: &UNICODE };

fn theme(depth: Depth, glyphs: &'static Glyphs) -> Theme {
    Theme { palette: &DARK, depth, glyphs }
}

fn plane() -> Plane {
    Plane { rows: Some(0), columns: Some(1), at: vec![0, 0] }
}

fn numbers(picture: &Picture, theme: &Theme) -> Grid {
    let scale = Scale::of_picture(picture);
    let zoom = Zoom::Numbers(NumberFormat::fitting(&[picture], scale.kind, 5));
    style::grid(picture, &scale, zoom, Labels::Shown, theme)
}

fn text(grid: &Grid) -> String {
    grid.lines.iter().map(|line| line.text() + "\n").collect()
}

#[test]
fn padding_is_a_hatched_ring_of_40_cells() {
    let course = Course::load(&CourseSource::Embedded).unwrap();
    let exercise = course.exercise("zero_pad").unwrap();
    let case = exercise.case("published").unwrap();
    let padded = exercise.expected(case).unwrap().remove(0);
    let drawn = exercise.drawn_output(case, &padded.name);
    let plane = Plane::first(padded.tensor.shape(), drawn.plane);
    let picture = Drawing::of(&padded.tensor, &plane).with_padding(drawn.padding).paint_all();
    assert_eq!((picture.rows, picture.columns), (7, 7));
    let grid = numbers(&picture, &COLOUR);
    assert_eq!(text(&grid).matches('╱').count(), 40 * grid.cell_width);
    insta::assert_debug_snapshot!("padding_colour", grid);
    insta::assert_snapshot!("padding_plain", text(&numbers(&picture, &theme(Depth::Plain, &ASCII))));
}

#[test]
fn each_pooling_window_has_one_marked_maximum() {
    let values = arr2(&[
        [0.1, 0.9, 0.4, 0.2],
        [0.3, 0.8, 0.7, 0.6],
        [0.5, 0.05, 0.15, 0.25],
        [0.35, 0.45, 0.55, 0.95],
    ]);
    let tensor = Tensor::F64(values.into_dyn());
    let plane = plane();
    let windows = Windows { height: 2, width: 2, stride: 2 };
    let picture = Drawing::of(&tensor, &plane).with_maxima(windows).paint_all();
    for (top, left) in [(0, 0), (0, 2), (2, 0), (2, 2)] {
        let cells = (0..4).filter_map(|place| picture.cell(top + place / 2, left + place % 2));
        assert_eq!(cells.filter(|cell| cell.marks.maximum).count(), 1, "window at {top}, {left}");
    }
    insta::assert_debug_snapshot!("maxima_colour", numbers(&picture, &COLOUR));
    insta::assert_snapshot!("maxima_plain", text(&numbers(&picture, &theme(Depth::Plain, &UNICODE))));
}

#[test]
fn a_mask_shows_its_one_true_cell() {
    let tensor = Tensor::Bool(arr2(&[[true, false, false], [false, false, false]]).into_dyn());
    let plane = plane();
    let picture = Drawing::of(&tensor, &plane).as_mask().paint_all();
    assert_eq!(picture.cells().iter().filter(|cell| cell.content == Content::Truth(true)).count(), 1);
    insta::assert_debug_snapshot!("mask_colour", numbers(&picture, &COLOUR));
    insta::assert_snapshot!("mask_plain", text(&numbers(&picture, &theme(Depth::Plain, &ASCII))));
}

/// A wrong answer with one cell under the cursor and one that is NaN.
fn wrong_answer() -> (Tensor, Tensor, ndarray::ArrayD<bool>) {
    let expected = arr2(&[[-1.39, -5.99, -5.21], [-1.62, 0.0, -7.39]]);
    let actual = arr2(&[[-1.39, -3.58, -5.21], [f64::NAN, 0.0, 1e-9]]);
    let wrong = arr2(&[[false, true, false], [true, false, true]]);
    (Tensor::F64(expected.into_dyn()), Tensor::F64(actual.into_dyn()), wrong.into_dyn())
}

#[test]
fn wrong_cells_are_marked_by_sign_and_weight_and_the_cursor_by_reverse() {
    let (expected, actual, wrong) = wrong_answer();
    let plane = plane();
    let yours = Drawing::of(&actual, &plane).with_wrong(&wrong).with_focus(0, 1).paint_all();
    let difference = Drawing::difference(&expected, &actual, &plane).with_wrong(&wrong).paint_all();
    for (name, depth) in [
        ("true_colour", Depth::TrueColour),
        ("256", Depth::Ansi256),
        ("16", Depth::Ansi16),
        ("monochrome", Depth::Monochrome),
    ] {
        let theme = theme(depth, &UNICODE);
        insta::assert_debug_snapshot!(
            format!("wrong_{name}"),
            (numbers(&yours, &theme).lines, numbers(&difference, &theme).lines)
        );
    }
}

#[test]
fn blocks_say_without_colour_what_they_say_with_it() {
    let (_, actual, wrong) = wrong_answer();
    let plane = plane();
    let picture = Drawing::of(&actual, &plane).with_ring(1).with_wrong(&wrong).paint_all();
    let scale = Scale { kind: ScaleKind::Diverging, high: 5.0 };
    let blocks = |theme: &Theme| style::grid(&picture, &scale, Zoom::Blocks, Labels::Hidden, theme);
    insta::assert_debug_snapshot!("blocks_colour", blocks(&Theme { palette: &LIGHT, ..COLOUR }).lines);
    insta::assert_snapshot!("blocks_plain", text(&blocks(&theme(Depth::Plain, &UNICODE))));
}

#[test]
fn the_colour_bar_shows_zero_as_background() {
    let scale = Scale { kind: ScaleKind::Diverging, high: 7.39 };
    let bar = style::colour_bar(&scale, &COLOUR);
    let grounds: Vec<bool> = bar.0.iter().map(|span| span.style.get_bg_color().is_some()).collect();
    assert_eq!(grounds.iter().filter(|&&ground| !ground).count(), 3, "both ends and zero: {bar:?}");
    insta::assert_snapshot!(
        style::colour_bar(&scale, &theme(Depth::Plain, &UNICODE)).text(),
        @"−7.39 ██▓▓▓▒▒░ ░▒▒▓▓▓██ +7.39"
    );
}

#[test]
fn the_cost_of_a_picture_follows_the_cells_in_sight() {
    let tensor = Tensor::F64(Array2::zeros((3000, 3000)).into_dyn());
    let plane = plane();
    let drawing = Drawing::of(&tensor, &plane).with_ring(4);
    let extent = tensorlings::picture::Extent::around((1500, 1500), (20, 10), drawing.size());
    let picture = drawing.paint(&extent);
    assert_eq!((picture.cells().len(), picture.size), (200, (3008, 3008)));
}
