//! Which key means what where.

use super::*;
use ratatui::crossterm::event::KeyModifiers;

fn press(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
    KeyEvent::new(code, modifiers)
}

#[test]
fn the_particular_context_wins() {
    let contexts = [Context::In(Pane::Cases), Context::Workbench, Context::Everywhere];
    assert_eq!(action(&contexts, press(KeyCode::Enter, KeyModifiers::NONE)), Some(Action::Open));
    assert_eq!(action(&contexts, press(KeyCode::Char('q'), KeyModifiers::NONE)), Some(Action::Quit));
    assert_eq!(action(&contexts, press(KeyCode::Char('t'), KeyModifiers::NONE)), None);
}

#[test]
fn a_named_shift_does_not_hide_a_capital() {
    let contexts = [Context::In(Pane::Tensors)];
    let key = press(KeyCode::Char('N'), KeyModifiers::SHIFT);
    assert_eq!(action(&contexts, key), Some(Action::PreviousMismatch));
    let back = press(KeyCode::BackTab, KeyModifiers::SHIFT);
    assert_eq!(action(&[Context::Workbench], back), Some(Action::PreviousPane));
}

#[test]
fn no_chord_has_two_meanings_in_one_context() {
    for (index, row) in KEYS.iter().enumerate() {
        for (chord, meaning) in row.bindings {
            for other in KEYS[index + 1..].iter().filter(|other| other.context == row.context) {
                for (bound, action) in other.bindings {
                    assert!(bound != chord || action == meaning, "{chord:?} in {:?}", row.context);
                }
            }
        }
    }
}

#[test]
fn the_number_keys_name_every_pane_in_order() {
    for pane in Pane::ALL {
        let digit = char::from_digit(u32::try_from(pane.position()).unwrap() + 1, 10).unwrap();
        let key = press(KeyCode::Char(digit), KeyModifiers::NONE);
        assert_eq!(action(&[Context::Workbench], key), Some(Action::Show(pane)));
    }
}

#[test]
fn labels_are_short_and_can_be_ascii() {
    assert_eq!(control('c').label(Letters::Ascii), "Ctrl-C");
    assert_eq!(key(KeyCode::Up).label(Letters::Unicode), "↑");
    assert!(KEYS.iter().all(|row| row.label(Letters::Ascii).is_ascii()));
}
