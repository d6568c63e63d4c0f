//! A key press as the table knows it, and as it is written on the screen.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key, with what is held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Chord {
    pub(in crate::tui) code: KeyCode,
    pub(in crate::tui) modifiers: KeyModifiers,
}

impl Chord {
    /// The chord of a key press. A shifted letter is its capital; terminals differ in naming the shift as well.
    pub(super) fn of(key: KeyEvent) -> Self {
        let modifiers = match key.code {
            KeyCode::Char(_) | KeyCode::BackTab => key.modifiers - KeyModifiers::SHIFT,
            _ => key.modifiers,
        };
        Self { code: key.code, modifiers }
    }

    /// As written on the screen; only ASCII with [`Letters::Ascii`].
    pub(in crate::tui) fn label(self, letters: Letters) -> String {
        let name = match (self.code, letters) {
            (KeyCode::Char(' '), _) => "Space".to_owned(),
            (KeyCode::Char(letter), _) => letter.to_string(),
            (KeyCode::Up, Letters::Unicode) => "↑".to_owned(),
            (KeyCode::Down, Letters::Unicode) => "↓".to_owned(),
            (KeyCode::Left, Letters::Unicode) => "←".to_owned(),
            (KeyCode::Right, Letters::Unicode) => "→".to_owned(),
            (KeyCode::BackTab, _) => "Shift-Tab".to_owned(),
            (KeyCode::PageUp, _) => "PgUp".to_owned(),
            (KeyCode::PageDown, _) => "PgDn".to_owned(),
            (other, _) => other.to_string(),
        };
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            format!("Ctrl-{}", name.to_uppercase())
        } else {
            name
        }
    }
}

/// Which characters a screen may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Letters {
    Unicode,
    Ascii,
}

pub(in crate::tui) const fn key(code: KeyCode) -> Chord {
    Chord { code, modifiers: KeyModifiers::NONE }
}

pub(in crate::tui) const fn letter(letter: char) -> Chord {
    key(KeyCode::Char(letter))
}

pub(in crate::tui) const fn control(letter: char) -> Chord {
    Chord { code: KeyCode::Char(letter), modifiers: KeyModifiers::CONTROL }
}
