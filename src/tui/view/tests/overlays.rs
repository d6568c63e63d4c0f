//! What lies over the panes or in their place: the editor, the palette, the solution.

use super::{MEDIUM, SMALL, after, frame, keys, send, text, ungraded};
use crate::style::{ASCII, HIGH_CONTRAST, LIGHT, Theme};
use crate::tui::model::Model;
use crate::tui::msg::Msg;
use crate::tui::sample::{COLOUR, MONOCHROME, framed, framed_negated, graded, judged};
use insta::assert_debug_snapshot;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

const LARGE: (u16, u16) = (250, 80);

const SOURCE: &str = "//! A frame.\n\npub fn frame(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {\n    \
                      let y = Array4::zeros((1, 2.5, x.len(), 0)); // why\n\ttodo!(\"pad\")\n}\n";

fn writing() -> Model {
    let mut model = after(&framed_negated());
    send(&mut model, [Msg::DraftOpened { exercise: 0, line: 4, text: Ok(SOURCE.to_owned()), unsaved: None }]);
    model
}

fn control(model: &mut Model, letter: char) {
    let event = Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL));
    send(model, [Msg::Input(vec![event])]);
}

#[test]
fn the_editor_colours_rust_and_numbers_its_lines() {
    let mut model = writing();
    assert_debug_snapshot!("editor_small", frame(&mut model, SMALL, COLOUR));
    assert_debug_snapshot!("editor_medium_monochrome", frame(&mut model, MEDIUM, MONOCHROME));
    assert_debug_snapshot!(
        "editor_large_light",
        frame(&mut model, LARGE, Theme { palette: &LIGHT, ..COLOUR })
    );
}

#[test]
fn a_long_sentence_takes_the_lines_that_it_needs() {
    let mut model = after(&framed_negated());
    let reason =
        "the cache folder /var/cache/somebody/tensorlings cannot be used; set XDG_CACHE_HOME to a folder";
    send(&mut model, [Msg::Unready(reason.to_owned())]);
    let shown = text(&mut model, SMALL, COLOUR);
    let words: Vec<&str> = shown.split_whitespace().collect();
    assert!(words.join(" ").contains(reason), "{shown}");
    keys(&mut model, "?");
    assert!(!text(&mut model, SMALL, COLOUR).contains("XDG_CACHE_HOME"), "the next key takes it away");
}

#[test]
fn the_editor_asks_before_anything_is_lost() {
    let mut model = writing();
    keys(&mut model, "x");
    assert!(text(&mut model, SMALL, COLOUR).contains("not saved"));
    send(&mut model, [Msg::DraftRead { exercise: 0, text: "theirs\n".to_owned() }]);
    let shown = text(&mut model, SMALL, COLOUR);
    for expected in ["Whose text is to", "o write over it", "t take the other text", "Esc go on"] {
        assert!(shown.contains(expected), "{expected} is missing in\n{shown}");
    }
}

#[test]
fn a_text_to_be_found_is_typed_at_the_foot_and_marked_in_the_pane() {
    let mut model = ungraded();
    keys(&mut model, "/frame");
    assert_debug_snapshot!("find_small", frame(&mut model, SMALL, COLOUR));
    assert!(!model.areas.found.is_empty());
}

#[test]
fn the_palette_lists_what_matches() {
    let mut model = ungraded();
    keys(&mut model, ":next");
    assert_debug_snapshot!("palette_medium", frame(&mut model, MEDIUM, COLOUR));
    let high = Theme { palette: &HIGH_CONTRAST, ..COLOUR };
    assert_debug_snapshot!("palette_small_high_contrast", frame(&mut model, SMALL, high));
}

#[test]
fn the_solution_stands_beside_ones_own_text() {
    let mut model = after(&framed());
    send(&mut model, [Msg::SourceRead { exercise: 0, text: Ok("fn mine() {}\n".to_owned()) }]);
    assert_debug_snapshot!("solution_small", frame(&mut model, SMALL, COLOUR));
}

#[test]
fn the_foot_of_the_list_tells_what_was_tried() {
    let mut model = after(&framed_negated());
    let course = model.course.clone();
    send(&mut model, [Msg::Saved(vec!["frame".to_owned()])]);
    send(&mut model, judged(&course, "frame", &framed()).into_iter().map(|event| graded(2, event)));
    let shown = text(&mut model, MEDIUM, COLOUR);
    assert!(shown.contains("attempts ▁█ 2") && shown.contains("cells fixed"), "{shown}");
    assert_debug_snapshot!("history_medium", frame(&mut model, MEDIUM, COLOUR));
}

#[test]
fn every_overlay_can_be_drawn_at_every_size_and_in_ascii() {
    let mut editor = writing();
    control(&mut editor, 'f');
    let mut palette = ungraded();
    keys(&mut palette, ":");
    let mut solution = after(&framed());
    send(&mut solution, [Msg::SourceRead { exercise: 0, text: Ok("mine\n".to_owned()) }]);
    for model in [&mut editor, &mut palette, &mut solution] {
        model.pane = crate::tui::pane::Pane::Cases;
        for size in [(40, 12), (60, 15), SMALL, MEDIUM, LARGE] {
            let shown = text(model, size, Theme { glyphs: &ASCII, ..MONOCHROME });
            assert!(shown.is_ascii(), "{size:?}\n{shown}");
        }
    }
}
