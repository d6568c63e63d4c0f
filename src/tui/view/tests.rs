//! Frames as they appear, with their styles.

mod everywhere;
mod overlays;

use super::view;
use crate::grade::{Cause, Diagnostic, GradeEvent, KitProgress, Verdict};
use crate::style::{ASCII, LIGHT, Theme};
use crate::tensor::Tensor;
use crate::tui::look::Look;
use crate::tui::model::Model;
use crate::tui::msg::{JobId, Msg, Watching};
use crate::tui::sample::{
    COLOUR, MONOCHROME, framed, framed_negated, graded, judged, loaded, model, ready, spot, unrun, workbench,
};
use crate::tui::update::{begin, update};
use insta::assert_debug_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

const SMALL: (u16, u16) = (80, 24);
const MEDIUM: (u16, u16) = (120, 36);

fn frame(model: &mut Model, (width, height): (u16, u16), theme: Theme) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let mut areas = None;
    terminal.draw(|frame| areas = Some(view(model, &Look::of(theme), frame))).unwrap();
    model.areas = areas.unwrap();
    terminal.backend().buffer().clone()
}

/// A frame without its styles.
fn text(model: &mut Model, (width, height): (u16, u16), theme: Theme) -> String {
    let buffer = frame(model, (width, height), theme);
    let rows = buffer.content.chunks(usize::from(width));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() + "\n").collect()
}

fn send(model: &mut Model, messages: impl IntoIterator<Item = Msg>) {
    for msg in messages {
        update(model, msg);
    }
}

fn keys(model: &mut Model, letters: &str) {
    for letter in letters.chars() {
        let event = Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE));
        send(model, [Msg::Input(vec![event])]);
    }
}

/// All tensors are there, nothing is graded.
fn ungraded() -> Model {
    let mut model = model();
    let course = model.course.clone();
    begin(&mut model);
    send(&mut model, loaded(&course));
    send(&mut model, [ready(), Msg::Watching(Watching::Events)]);
    model
}

/// `frame` gave this, `spot` is right, `peak` was never begun.
fn after(frame: &Tensor) -> Model {
    let mut model = ungraded();
    let course = model.course.clone();
    send(&mut model, judged(&course, "frame", frame).into_iter().map(|event| graded(1, event)));
    send(&mut model, [graded(1, GradeEvent::ExerciseJudged(unrun("peak", Verdict::NotStarted)))]);
    send(&mut model, judged(&course, "spot", &spot()).into_iter().map(|event| graded(1, event)));
    send(&mut model, [Msg::GradeEnded(JobId(1), Ok(()))]);
    model.notice = None;
    model
}

#[test]
fn padding_is_hatched_and_wrong_cells_are_marked() {
    let mut model = after(&framed_negated());
    keys(&mut model, "3n");
    assert_debug_snapshot!("tensors_medium_colour", frame(&mut model, MEDIUM, COLOUR));
    assert_debug_snapshot!("tensors_medium_monochrome", frame(&mut model, MEDIUM, MONOCHROME));
    assert_debug_snapshot!("tensors_small_colour", frame(&mut model, SMALL, COLOUR));
    assert_debug_snapshot!("tensors_small_monochrome", frame(&mut model, SMALL, MONOCHROME));
    assert_debug_snapshot!(
        "tensors_medium_light",
        frame(&mut model, MEDIUM, Theme { palette: &LIGHT, ..COLOUR })
    );
}

#[test]
fn forty_of_the_forty_nine_cells_of_a_padded_plane_are_hatched() {
    for (theme, hatch) in [(COLOUR, '╱'), (MONOCHROME, '╱'), (Theme { glyphs: &ASCII, ..COLOUR }, '/')] {
        let mut model = ungraded();
        keys(&mut model, "3");
        let shown = text(&mut model, MEDIUM, theme);
        // The output below its title, not the input with its ring further down.
        let output: Vec<&str> =
            shown.lines().skip_while(|line| !line.contains("expected")).skip(2).take(7).collect();
        let cell_width = usize::from(model.areas.grids[0].cell_width);
        assert_eq!(output.concat().matches(hatch).count(), 40 * cell_width, "{shown}");
    }
}

#[test]
fn each_window_has_one_marked_maximum() {
    let mut model = ungraded();
    keys(&mut model, "j3o");
    for theme in [COLOUR, MONOCHROME] {
        let shown = text(&mut model, MEDIUM, theme);
        assert_eq!(shown.matches('▲').count(), 4, "{shown}");
    }
    assert_debug_snapshot!("maxima_medium_colour", frame(&mut model, MEDIUM, COLOUR));
    assert_debug_snapshot!("maxima_medium_monochrome", frame(&mut model, MEDIUM, MONOCHROME));
}

#[test]
fn a_mask_has_one_true_cell() {
    let mut model = ungraded();
    keys(&mut model, "jj3");
    assert_debug_snapshot!("mask_small_colour", frame(&mut model, SMALL, COLOUR));
    assert_debug_snapshot!("mask_small_monochrome", frame(&mut model, SMALL, MONOCHROME));
}

#[test]
fn cases_say_what_they_are_about_and_how_they_went() {
    let mut model = after(&framed_negated());
    keys(&mut model, "2");
    assert_debug_snapshot!("cases_medium", frame(&mut model, MEDIUM, COLOUR));
    assert_debug_snapshot!("cases_small", frame(&mut model, SMALL, COLOUR));
    keys(&mut model, "c");
    assert_debug_snapshot!("cases_hidden", frame(&mut model, SMALL, COLOUR));
}

#[test]
fn the_lesson_is_laid_out() {
    let mut model = ungraded();
    assert_debug_snapshot!("lesson_medium", frame(&mut model, MEDIUM, COLOUR));
    assert_debug_snapshot!("lesson_small_monochrome", frame(&mut model, SMALL, MONOCHROME));
}

#[test]
fn hints_are_numbered() {
    let mut model = ungraded();
    keys(&mut model, "h");
    assert_debug_snapshot!("hints_small", frame(&mut model, SMALL, COLOUR));
}

#[test]
fn the_compilers_words_and_the_place_are_shown() {
    let mut model = after(&framed());
    let mut outcome = unrun("peak", Verdict::CompileError);
    outcome.diagnostics.push(Diagnostic {
        level: "error".to_owned(),
        code: Some("E0308".to_owned()),
        message: "mismatched types".to_owned(),
        file: "src/peak.rs".to_owned(),
        line: 3,
        column: 5,
        rendered: RENDERED.to_owned(),
        explanation: None,
    });
    send(&mut model, [Msg::Saved(vec!["peak".to_owned()]), graded(2, GradeEvent::ExerciseJudged(outcome))]);
    keys(&mut model, "j5");
    assert_debug_snapshot!("compiler_small", frame(&mut model, SMALL, COLOUR));
}

#[test]
fn printed_text_is_shown_by_case() {
    let mut model = ungraded();
    let course = model.course.clone();
    let mut events = judged(&course, "frame", &framed());
    if let Some(GradeEvent::ExerciseJudged(outcome)) = events.last_mut() {
        outcome.cases[0].stdout = "shape\t[2, 3, 3, 1]\n".to_owned();
        outcome.cases[0].stderr = "careful\n".to_owned();
        outcome.cases[0].output_truncated = true;
    }
    send(&mut model, events.into_iter().map(|event| graded(1, event)));
    keys(&mut model, "6");
    let shown = text(&mut model, SMALL, COLOUR);
    for expected in
        ["● ring", "shape    [2, 3, 3, 1]", "standard error:", "careful", "only the beginning and the end"]
    {
        assert!(shown.contains(expected), "{expected} is missing in\n{shown}");
    }
}

#[test]
fn the_guilty_function_is_named() {
    let mut model = ungraded();
    let mut outcome = unrun("peak", Verdict::Panicked);
    outcome.cause = Some(Cause { exercise: "frame".to_owned(), message: "`frame` panics.".to_owned() });
    send(&mut model, [graded(1, GradeEvent::ExerciseJudged(outcome))]);
    keys(&mut model, "j2");
    assert!(text(&mut model, SMALL, COLOUR).contains("`frame` panics."));
}

#[test]
fn an_output_of_another_shape_stands_beside_what_was_expected() {
    let mut model = after(&crate::tui::sample::image());
    keys(&mut model, "3");
    assert_debug_snapshot!("wrong_shape_medium", frame(&mut model, MEDIUM, COLOUR));
}

#[test]
fn old_verdicts_are_marked_while_a_save_is_graded() {
    let mut model = after(&framed());
    send(&mut model, [Msg::Saved(vec!["spot".to_owned()])]);
    let shown = text(&mut model, MEDIUM, COLOUR);
    assert!(shown.lines().any(|line| line.contains("spot") && line.contains('…')), "{shown}");
    send(&mut model, [Msg::Saved(vec!["frame".to_owned()])]);
    let shown = text(&mut model, MEDIUM, COLOUR);
    assert!(shown.lines().any(|line| line.contains("spot") && line.contains("~5/5")), "{shown}");
}

#[test]
fn the_first_screen_offers_a_workspace_while_the_kit_is_built() {
    let mut model = Model::of(&workbench(None));
    send(&mut model, [Msg::Kit(KitProgress::Building { step: "ndarray", done: 2, total: 5 })]);
    assert_debug_snapshot!("start_small", frame(&mut model, SMALL, COLOUR));
}

#[test]
fn the_keys_are_listed() {
    let mut model = ungraded();
    keys(&mut model, "?");
    assert_debug_snapshot!("help_medium", frame(&mut model, MEDIUM, COLOUR));
    let shown = text(&mut model, (40, 12), Theme { glyphs: &ASCII, ..MONOCHROME });
    assert!(shown.contains("Keys"), "{shown}");
}

#[test]
fn a_window_that_is_too_small_says_so() {
    let shown = text(&mut ungraded(), (20, 5), COLOUR);
    assert!(shown.contains("40x12"), "{shown}");
    text(&mut ungraded(), (1, 1), COLOUR);
}

#[test]
fn every_pane_can_be_drawn_at_every_size_and_is_ascii_where_asked() {
    let mut model = after(&framed_negated());
    for pane in "1234567".chars() {
        keys(&mut model, &pane.to_string());
        for size in [(40, 12), (60, 15), SMALL, (99, 20), MEDIUM, (250, 80)] {
            let ascii = text(&mut model, size, Theme { glyphs: &ASCII, ..MONOCHROME });
            let foreign = ascii.lines().find(|line| !line.is_ascii());
            assert!(foreign.is_none(), "pane {pane} at {size:?}: {foreign:?}");
        }
    }
}

#[test]
fn without_colour_no_cell_has_one() {
    let mut model = after(&framed_negated());
    for pane in "1234567".chars() {
        keys(&mut model, &pane.to_string());
        let buffer = frame(&mut model, MEDIUM, MONOCHROME);
        let colours = buffer.content.iter().map(|cell| (cell.fg, cell.bg));
        let none = (ratatui::style::Color::Reset, ratatui::style::Color::Reset);
        assert!(colours.into_iter().all(|found| found == none), "pane {pane}");
    }
}

const RENDERED: &str = "error[E0308]: mismatched types
 --> src/peak.rs:3:5
  |
2 | pub fn peak(x: ArrayView2<f64>) -> Array2<f64> {
  |                                    ----------- expected because of this
3 |     1.0
  |     ^^^ expected `Array2<f64>`, found a number
  |
  = note: expected struct `Array2<f64>`
";
