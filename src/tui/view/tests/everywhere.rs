//! Every pane at every size and in every theme, and what a large window adds.

use super::{MEDIUM, SMALL, after, frame, keys, send, text, ungraded};
use crate::style::{DARK, HIGH_CONTRAST, LIGHT, Theme};
use crate::tui::model::Model;
use crate::tui::msg::Msg;
use crate::tui::pane::Pane;
use crate::tui::sample::{COLOUR, MONOCHROME, framed_negated};
use insta::assert_debug_snapshot;
use ratatui::crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

const LARGE: (u16, u16) = (250, 80);

const SIZES: [(&str, (u16, u16)); 3] = [("80x24", SMALL), ("120x36", MEDIUM), ("250x80", LARGE)];

const THEMES: [(&str, Theme); 4] = [
    ("dark", Theme { palette: &DARK, ..COLOUR }),
    ("light", Theme { palette: &LIGHT, ..COLOUR }),
    ("high_contrast", Theme { palette: &HIGH_CONTRAST, ..COLOUR }),
    ("monochrome", MONOCHROME),
];

/// The cursor is on a wrong cell of `frame`, which has no steps.
fn shown(pane: Pane) -> Model {
    let mut model = after(&framed_negated());
    keys(&mut model, "3n");
    model.pane = pane;
    model
}

#[test]
fn every_pane_at_every_size() {
    for pane in Pane::ALL {
        for (size, measures) in SIZES {
            let name = format!("{}_{size}_dark", pane.title().to_lowercase());
            assert_debug_snapshot!(name, frame(&mut shown(pane), measures, COLOUR));
        }
    }
}

#[test]
fn every_pane_in_every_theme() {
    for pane in Pane::ALL {
        for (theme, colours) in THEMES.into_iter().skip(1) {
            let name = format!("{}_80x24_{theme}", pane.title().to_lowercase());
            assert_debug_snapshot!(name, frame(&mut shown(pane), SMALL, colours));
        }
    }
}

#[test]
fn every_tab_is_there_at_eighty_columns() {
    let mut model = shown(Pane::Lesson);
    text(&mut model, SMALL, COLOUR);
    assert_eq!(model.areas.tabs.len(), Pane::ALL.len());
    text(&mut model, (68, 24), COLOUR);
    assert_eq!(model.areas.tabs.len(), Pane::ALL.len(), "closer together");
    for pane in Pane::ALL {
        model.pane = pane;
        text(&mut model, (40, 24), COLOUR);
        assert!(model.areas.tabs.iter().any(|(_, there)| *there == pane), "the chosen one is there");
    }
}

#[test]
fn a_large_window_shows_the_lesson_beside_the_tensors_and_scrolls_it() {
    let mut model = shown(Pane::Tensors);
    let before = text(&mut model, LARGE, COLOUR);
    let lesson = model.areas.companions.iter().find(|companion| companion.pane == Pane::Lesson).unwrap();
    let (area, limit) = (lesson.area, lesson.scroll_limit);
    let turn = |kind| {
        let mouse = MouseEvent { kind, column: area.x + 1, row: area.y + 1, modifiers: KeyModifiers::NONE };
        Msg::Input(vec![Event::Mouse(mouse)])
    };
    for _ in 0..100 {
        send(&mut model, [turn(MouseEventKind::ScrollDown)]);
    }
    assert_eq!(model.scroll[Pane::Lesson.position()], limit);
    assert_eq!(model.pane, Pane::Tensors);
    assert_eq!(text(&mut model, LARGE, COLOUR) == before, limit == 0);

    let (title, _) =
        *model.areas.tabs.iter().find(|(place, pane)| *pane == Pane::Lesson && place.y == area.y).unwrap();
    let kind = MouseEventKind::Down(MouseButton::Left);
    let click = MouseEvent { kind, column: title.x, row: title.y, modifiers: KeyModifiers::NONE };
    send(&mut model, [Msg::Input(vec![Event::Mouse(click)])]);
    assert_eq!(model.pane, Pane::Lesson, "a click on its title chooses it");
}

#[test]
fn a_function_without_steps_still_says_what_it_gave() {
    let mut model = after(&framed_negated());
    keys(&mut model, "4");
    for size in [SMALL, MEDIUM] {
        let shown = text(&mut model, size, COLOUR);
        assert!(shown.contains("The course gives no steps"), "{shown}");
        assert!(shown.contains("cells differ, most [") && shown.contains(", yours "), "{shown}");
    }
    let mut model = ungraded();
    keys(&mut model, "4");
    assert!(text(&mut model, MEDIUM, COLOUR).contains("not returned yet"));
}
