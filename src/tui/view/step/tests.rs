//! Frames of the Step pane on a made-up course.

mod sample;

use crate::grade::{GradeEvent, Measured};
use crate::style::{ASCII, HIGH_CONTRAST, LIGHT, Theme};
use crate::tensor::Tensor;
use crate::tui::Workbench;
use crate::tui::effect::Effect;
use crate::tui::look::Look;
use crate::tui::model::Model;
use crate::tui::msg::{JobId, Msg};
use crate::tui::pane::Pane;
use crate::tui::sample::{COLOUR, MONOCHROME, graded, judged, loaded, ready, workbench};
use crate::tui::step::Play;
use crate::tui::update::{begin, update};
use crate::tui::view::view;
use insta::assert_debug_snapshot;
use ndarray::{Array4, s};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use sample::{course, filters, images, weighed};
use std::sync::Arc;

const SMALL: (u16, u16) = (80, 24);
const MEDIUM: (u16, u16) = (120, 36);
const LARGE: (u16, u16) = (250, 80);

/// The pane is open, nothing is graded.
fn ungraded() -> Model {
    let course = course();
    let mut model = Model::of(&Workbench { course: Arc::clone(&course), ..workbench(Some("/practice")) });
    begin(&mut model);
    for msg in loaded(&course).into_iter().chain([ready()]) {
        update(&mut model, msg);
    }
    press(&mut model, "4");
    model
}

/// `weigh` forgot the bias of its second filter.
fn graded_wrong() -> Model {
    let mut model = ungraded();
    let course = Arc::clone(&model.course);
    let mut wrong = weighed();
    wrong.slice_mut(s![.., .., .., 1]).mapv_inplace(|value| value + 1.5);
    let events = judged(&course, "weigh", &Tensor::F64(wrong.into_dyn())).into_iter();
    for msg in events.map(|event: GradeEvent| graded(1, event)).chain([Msg::GradeEnded(JobId(1), Ok(()))]) {
        update(&mut model, msg);
    }
    model
}

fn press(model: &mut Model, letters: &str) {
    for letter in letters.chars() {
        let code = match letter {
            '→' => KeyCode::Right,
            '↓' => KeyCode::Down,
            '⇥' => KeyCode::End,
            '⇟' => KeyCode::PageDown,
            letter => KeyCode::Char(letter),
        };
        update(model, Msg::Input(vec![Event::Key(KeyEvent::new(code, KeyModifiers::NONE))]));
    }
}

fn frame(model: &mut Model, (width, height): (u16, u16), theme: Theme) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let mut areas = None;
    terminal.draw(|frame| areas = Some(view(model, &Look::of(theme), frame))).unwrap();
    model.areas = areas.unwrap();
    terminal.backend().buffer().clone()
}

fn text(model: &mut Model, size: (u16, u16), theme: Theme) -> String {
    let buffer = frame(model, size, theme);
    let rows = buffer.content.chunks(usize::from(size.0));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() + "\n").collect()
}

#[test]
fn a_window_is_lit_and_its_products_add_up_to_the_cell() {
    let mut model = graded_wrong();
    // The other filter; then the cell whose window lies inside the image.
    press(&mut model, "⇟↓→");
    assert_debug_snapshot!("window_medium_colour", frame(&mut model, MEDIUM, COLOUR));
    assert_debug_snapshot!("window_medium_monochrome", frame(&mut model, MEDIUM, MONOCHROME));
    assert_debug_snapshot!("window_small_colour", frame(&mut model, SMALL, COLOUR));
    assert_debug_snapshot!("window_small_monochrome", frame(&mut model, SMALL, MONOCHROME));
    assert_debug_snapshot!("window_large_colour", frame(&mut model, LARGE, COLOUR));
    for palette in [&LIGHT, &HIGH_CONTRAST] {
        let name = format!("window_small_{}", palette.name.replace('-', "_"));
        assert_debug_snapshot!(name, frame(&mut model, SMALL, Theme { palette, ..COLOUR }));
    }
    let shown = text(&mut model, MEDIUM, COLOUR);
    for expected in ["expected z[0,:,:,1]", "z[0,1,1,1]", "yours", "off by +1.5"] {
        assert!(shown.contains(expected), "{expected} is missing in\n{shown}");
    }
}

/// What `weigh` adds up where an image's cell counts so many times what it should, for a term at this place of the
/// window; the base is what is added besides.
fn measured(base: &[f64; 2], times: impl Fn(&[usize], [usize; 2]) -> f64) -> Measured {
    let base = Array4::from_shape_fn((2, 3, 3, 2), |(_, _, _, c)| base[c]);
    let (inputs, filters) = (images(), filters());
    let contribution = |output: &[usize], input: &[usize]| {
        let offset = |axis: usize| (input[axis] + 1).checked_sub(2 * output[axis]).filter(|place| *place < 2);
        let (Some(row), Some(column), true) = (offset(1), offset(2), input[0] == output[0]) else {
            return 0.0;
        };
        let weight = filters[[row, column, input[3], output[3]]];
        inputs[[input[0], input[1], input[2], input[3]]] * weight * times(input, [row, column])
    };
    let inputs = Tensor::F64(inputs.clone().into_dyn());
    Measured::made_up("a", &inputs, "z", &Tensor::F64(base.into_dyn()), contribution)
}

/// A verdict on what a function gives that adds up what was measured, and the measurement.
fn graded_and_measured(measured: Measured) -> Model {
    let mut model = ungraded();
    let course = Arc::clone(&model.course);
    let sums = Array4::from_shape_fn((2, 3, 3, 2), |(i, h, w, c)| {
        let cell = [i, h, w, c];
        let terms = measured.terms("z", &cell).unwrap();
        measured.base("z", &cell).unwrap() + terms.iter().map(|term| term.contribution).sum::<f64>()
    });
    let events = judged(&course, "weigh", &Tensor::F64(sums.into_dyn())).into_iter();
    let mut effects = Vec::new();
    for msg in events.map(|event: GradeEvent| graded(1, event)).chain([Msg::GradeEnded(JobId(1), Ok(()))]) {
        effects.extend(update(&mut model, msg));
    }
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Measure(ticket) => Some(*ticket),
        _ => None,
    });
    update(&mut model, Msg::Measured(asked.unwrap(), Some(Arc::new(measured))));
    press(&mut model, "⇟↓→");
    model
}

#[test]
fn measured_terms_stand_beside_the_right_ones_and_the_first_wrong_one_is_named() {
    // The second column of each window counts twice.
    let twice = |_: &[usize], [_, column]: [usize; 2]| if column == 1 { 2.0 } else { 1.0 };
    let mut model = graded_and_measured(measured(&[0.5, -1.5], twice));
    assert_debug_snapshot!("measured_medium_colour", frame(&mut model, MEDIUM, COLOUR));
    assert_debug_snapshot!("measured_small_monochrome", frame(&mut model, SMALL, MONOCHROME));
    for size in [SMALL, MEDIUM, LARGE] {
        let shown = text(&mut model, size, COLOUR);
        assert!(shown.contains("first wrong term: a[0,1,2,0]"), "{shown}");
        assert!(shown.contains(" yours "), "{shown}");
    }
}

#[test]
fn terms_are_measured_while_they_can_be_seen_and_no_longer() {
    let asked = |effects: Vec<Effect>| {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Measure(ticket) => Some(ticket),
            _ => None,
        })
    };
    let stops = |effects: Vec<Effect>| effects.iter().any(|effect| matches!(effect, Effect::StopMeasuring));
    let type_in = |model: &mut Model, letter: char| {
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        update(model, Msg::Input(vec![Event::Key(key)]))
    };
    let mut model = graded_wrong();
    let first = model.measuring.unwrap();
    assert_eq!(first.key, model.case_key());
    assert_eq!(asked(type_in(&mut model, 'n')), None, "once is enough");
    assert!(stops(type_in(&mut model, 'j')), "another function is looked at");
    let second = asked(type_in(&mut model, 'k')).unwrap();
    assert_ne!(first, second, "what was stopped is asked for anew");
    update(&mut model, Msg::Measured(first, None));
    assert_eq!(model.measuring, Some(second), "a late answer to the first changes nothing");
    assert!(stops(type_in(&mut model, '3')), "another pane is looked at");
    assert!(asked(type_in(&mut model, '4')).is_some());
    assert!(
        stops(update(&mut model, Msg::Saved(vec!["weigh".to_owned()]))),
        "the file holds something else now"
    );
    let course = Arc::clone(&model.course);
    for event in judged(&course, "weigh", &Tensor::F64(weighed().into_dyn())) {
        assert_eq!(asked(update(&mut model, graded(2, event))), None, "what passes is not measured");
    }
}

#[test]
fn what_is_added_besides_right_terms_is_named() {
    let mut model = graded_and_measured(measured(&[0.5, 0.0], |_, _| 1.0));
    let shown = text(&mut model, MEDIUM, COLOUR);
    assert!(
        shown.contains("every term is right; what is added besides is not: yours 0  right −1.50000"),
        "{shown}"
    );
    assert!(!shown.contains("first wrong term"), "{shown}");
}

#[test]
fn a_measurement_that_does_not_give_the_answer_is_not_shown() {
    let mut model = graded_wrong();
    press(&mut model, "⇟↓→");
    let ticket = model.measuring.unwrap();
    assert!(text(&mut model, MEDIUM, COLOUR).contains("Your terms are being measured."));
    // The file was written meanwhile: what was measured is of another function.
    let other = measured(&[0.5, -1.5], |_, _| 3.0);
    update(&mut model, Msg::Measured(ticket, Some(Arc::new(other))));
    let shown = text(&mut model, MEDIUM, COLOUR);
    assert!(!shown.contains("first wrong term") && !shown.contains("measured"), "{shown}");
}

#[test]
fn a_gradient_cell_lists_the_windows_that_reach_it() {
    let mut model = ungraded();
    press(&mut model, "j→↓");
    assert_debug_snapshot!("scatter_medium_colour", frame(&mut model, MEDIUM, COLOUR));
    assert_debug_snapshot!("scatter_small_monochrome", frame(&mut model, SMALL, MONOCHROME));
    press(&mut model, "o");
    assert_debug_snapshot!("gathered_medium_colour", frame(&mut model, MEDIUM, COLOUR));
    press(&mut model, "o");
    let shown = text(&mut model, MEDIUM, COLOUR);
    assert!(shown.contains("3/3 output db") && shown.contains("example 1"), "{shown}");
}

#[test]
fn keys_and_the_mouse_reach_every_cell() {
    let mut model = ungraded();
    press(&mut model, "→↓");
    assert_eq!(model.step.number, 4);
    press(&mut model, "⇥");
    assert_eq!(model.step.number, 2 * 9 * 2 - 1);
    press(&mut model, "→↓");
    assert_eq!(model.step.number, 2 * 9 * 2 - 1);
    frame(&mut model, MEDIUM, COLOUR);
    let output = model.areas.grids[0];
    let click = ratatui::crossterm::event::MouseEvent {
        kind: ratatui::crossterm::event::MouseEventKind::Down(ratatui::crossterm::event::MouseButton::Left),
        column: output.area.x + output.cell_width,
        row: output.area.y + 2,
        modifiers: KeyModifiers::NONE,
    };
    update(&mut model, Msg::Input(vec![Event::Mouse(click)]));
    assert_eq!(model.step.number, 3 * 9 + 2 * 3 + 1);
}

#[test]
fn parts_go_on_over_the_border_of_a_cell() {
    let mut model = ungraded();
    press(&mut model, "]]");
    assert_eq!((model.step.number, model.step.part), (1, 0));
    press(&mut model, "[");
    assert_eq!((model.step.number, model.step.part), (0, 1));
}

#[test]
fn playing_walks_by_cells_and_ends_at_the_last() {
    let mut model = ungraded();
    assert_eq!(model.pause(), None);
    press(&mut model, " ++");
    assert_eq!(model.pause(), Some(std::time::Duration::from_millis(200)));
    update(&mut model, Msg::Beat);
    assert_eq!((model.step.number, model.step.part), (1, 0));
    for _ in 0..40 {
        update(&mut model, Msg::Beat);
    }
    assert_eq!((model.step.number, model.step.play), (35, Play::Paused));
    press(&mut model, " ");
    assert_eq!((model.step.number, model.step.play), (0, Play::Playing));
    press(&mut model, "3");
    update(&mut model, Msg::Beat);
    assert_eq!((model.pause(), model.step.number), (None, 0));
}

#[test]
fn gradients_play_window_by_window() {
    let mut model = ungraded();
    press(&mut model, "j ");
    let parts: Vec<(usize, usize)> = (0..4)
        .map(|_| {
            update(&mut model, Msg::Beat);
            (model.step.number, model.step.part)
        })
        .collect();
    // With windows of two, two apart, every cell lies in one window.
    assert_eq!(parts, [(1, 0), (2, 0), (3, 0), (4, 0)]);
}

#[test]
fn the_cell_under_the_cursor_can_be_explained() {
    let mut model = graded_wrong();
    press(&mut model, "3n→");
    let cell = format!("output z {:?}", model.tensors.plane.at);
    press(&mut model, "x");
    assert_eq!(model.pane, Pane::Step);
    let shown = text(&mut model, MEDIUM, COLOUR);
    assert!(shown.contains(&cell), "{cell} is missing in\n{shown}");
    press(&mut model, "3oox");
    assert_eq!(model.pane, Pane::Tensors);
    assert!(model.notice.is_some());
}

#[test]
fn the_cursor_of_the_tensors_and_the_explained_cell_are_one() {
    let mut model = graded_wrong();
    press(&mut model, "3n→");
    let cell = model.tensors.plane.at.clone();
    press(&mut model, "4");
    assert!(text(&mut model, MEDIUM, COLOUR).contains(&format!("output z {cell:?}")));
    press(&mut model, "⇥");
    assert_eq!(model.tensors.plane.at, [1, 2, 2, 1], "the cursor goes along");
    press(&mut model, "3o");
    let number = model.step.number;
    press(&mut model, "→");
    assert_eq!(model.step.number, number, "an input is not explained");
    press(&mut model, "1");
    let large = text(&mut model, LARGE, COLOUR);
    assert!(large.contains("a[0,:,:,0]"), "the lesson has the tensors beside it\n{large}");
}

#[test]
fn the_pane_can_be_drawn_at_every_size_and_is_ascii_where_asked() {
    let mut model = graded_wrong();
    for keys in ["", "n", "j", "o", "o"] {
        press(&mut model, keys);
        for size in [(40, 12), (50, 13), SMALL, (99, 20), MEDIUM, (250, 80)] {
            let shown = text(&mut model, size, Theme { glyphs: &ASCII, ..MONOCHROME });
            assert!(shown.is_ascii(), "{shown}");
            assert!(shown.contains("output"), "{shown}");
        }
    }
}
