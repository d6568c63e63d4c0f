//! The one table of keys: dispatch, footer and help all read it.

use super::pane::Pane;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a key can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Quit,
    Suspend,
    Help,
    Close,
    Create,
    NextExercise,
    PreviousExercise,
    NextPane,
    PreviousPane,
    Show(Pane),
    Edit,
    Run,
    Hint,
    NextCase,
    PreviousCase,
    Open,
    NextTensor,
    PreviousTensor,
    NextMismatch,
    PreviousMismatch,
    NextSlice,
    PreviousSlice,
    NextSlider,
    Turn,
    Zoom,
    Move(Step),
}

/// A movement inside a pane: of the text, of the chosen line, or of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
}

/// Where a key means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// No workspace yet.
    Start,
    /// The list of keys is open.
    Help,
    /// A pane of the workbench.
    In(Pane),
    /// The workbench, whatever the pane.
    Workbench,
    /// Always.
    Everywhere,
}

/// A key, with what is held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chord {
    pub(super) code: KeyCode,
    pub(super) modifiers: KeyModifiers,
}

/// One row of the table: keys that belong together, as `n` and `N`.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) bindings: &'static [(Chord, Action)],
    pub(super) context: Context,
    /// For the list of keys.
    pub(super) help: &'static str,
    /// For the last line of the screen, if it belongs there.
    pub(super) footer: Option<&'static str>,
}

/// The action of a key where `contexts` are in force, the most particular first.
pub(super) fn action(contexts: &[Context], key: KeyEvent) -> Option<Action> {
    let chord = Chord::of(key);
    contexts.iter().find_map(|context| {
        KEYS.iter()
            .filter(|row| row.context == *context)
            .flat_map(|row| row.bindings)
            .find(|(bound, _)| *bound == chord)
            .map(|(_, action)| *action)
    })
}

impl Chord {
    /// The chord of a key press. A shifted letter is its capital; terminals differ in naming the shift as well.
    fn of(key: KeyEvent) -> Self {
        let modifiers = match key.code {
            KeyCode::Char(_) | KeyCode::BackTab => key.modifiers - KeyModifiers::SHIFT,
            _ => key.modifiers,
        };
        Self { code: key.code, modifiers }
    }

    /// As written on the screen; only ASCII with [`Letters::Ascii`].
    pub(super) fn label(self, letters: Letters) -> String {
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
pub(super) enum Letters {
    Unicode,
    Ascii,
}

impl Key {
    /// The row's keys as written in the list of keys: `n/N`.
    pub(super) fn label(&self, letters: Letters) -> String {
        self.bindings.iter().map(|(chord, _)| chord.label(letters)).collect::<Vec<_>>().join("/")
    }

    /// The same for the footer, where Tab stands for its way back too.
    pub(super) fn short_label(&self, letters: Letters) -> String {
        let chords = self.bindings.iter().map(|(chord, _)| *chord);
        let shown = chords.filter(|chord| chord.code != KeyCode::BackTab);
        shown.map(|chord| chord.label(letters)).collect::<Vec<_>>().join("/")
    }
}

const fn key(code: KeyCode) -> Chord {
    Chord { code, modifiers: KeyModifiers::NONE }
}

const fn letter(letter: char) -> Chord {
    key(KeyCode::Char(letter))
}

const fn control(letter: char) -> Chord {
    Chord { code: KeyCode::Char(letter), modifiers: KeyModifiers::CONTROL }
}

const fn row(
    bindings: &'static [(Chord, Action)],
    context: Context,
    help: &'static str,
    footer: Option<&'static str>,
) -> Key {
    Key { bindings, context, help, footer }
}

/// In the order of the footer and of the list of keys.
#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    row(&[(key(KeyCode::Enter), Action::Create)], Context::Start, "create the workspace", Some("create")),
    row(&[(key(KeyCode::Esc), Action::Close), (letter('?'), Action::Close)], Context::Help, "close this list", Some("close")),
    row(&[(key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::Help, "scroll", Some("scroll")),

    row(&[(letter('e'), Action::Edit)], Context::Workbench, "edit the function in your editor", Some("edit")),
    row(&[(letter('r'), Action::Run)], Context::Workbench, "run all cases of the function now", Some("run")),
    row(&[(key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::In(Pane::Cases), "choose a case", Some("case")),
    row(&[(key(KeyCode::Enter), Action::Open)], Context::In(Pane::Cases), "look at the case's tensors", Some("tensors")),

    row(&[(letter('n'), Action::NextMismatch), (letter('N'), Action::PreviousMismatch)], Context::In(Pane::Tensors), "next, previous wrong cell, worst first", Some("wrong")),
    row(&[(letter('['), Action::PreviousSlice), (letter(']'), Action::NextSlice)], Context::In(Pane::Tensors), "previous, next slice", Some("slice")),
    row(&[(letter('a'), Action::NextSlider)], Context::In(Pane::Tensors), "choose the axis that [ and ] move along", None),
    row(&[(letter('t'), Action::Turn)], Context::In(Pane::Tensors), "lay other axes along rows and columns", None),
    row(&[(letter('z'), Action::Zoom)], Context::In(Pane::Tensors), "numbers or small cells", None),
    row(&[(letter('o'), Action::NextTensor), (letter('O'), Action::PreviousTensor)], Context::In(Pane::Tensors), "next, previous tensor: outputs, then inputs", Some("tensor")),
    row(&[(key(KeyCode::Left), Action::Move(Step::Left)), (key(KeyCode::Right), Action::Move(Step::Right)), (key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::In(Pane::Tensors), "move the cursor", None),

    row(&[(letter('j'), Action::NextExercise), (letter('k'), Action::PreviousExercise)], Context::Workbench, "next, previous function", Some("function")),
    row(&[(key(KeyCode::Tab), Action::NextPane), (key(KeyCode::BackTab), Action::PreviousPane)], Context::Workbench, "next, previous pane", Some("pane")),
    row(&[(letter('c'), Action::NextCase), (letter('C'), Action::PreviousCase)], Context::Workbench, "next, previous case", Some("case")),
    row(&[(letter('h'), Action::Hint)], Context::Workbench, "show the next hint", Some("hint")),
    row(&[(key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::Workbench, "scroll", None),
    row(&[(key(KeyCode::PageUp), Action::Move(Step::PageUp)), (key(KeyCode::PageDown), Action::Move(Step::PageDown))], Context::Everywhere, "a page up, down", None),
    row(&[(key(KeyCode::Home), Action::Move(Step::First)), (key(KeyCode::End), Action::Move(Step::Last))], Context::Everywhere, "to the beginning, the end", None),
    row(&[(letter(' '), Action::Move(Step::PageDown))], Context::Workbench, "a page down", None),
    row(&[(letter('1'), Action::Show(Pane::Lesson)), (letter('2'), Action::Show(Pane::Cases)), (letter('3'), Action::Show(Pane::Tensors)), (letter('4'), Action::Show(Pane::Compiler)), (letter('5'), Action::Show(Pane::Output)), (letter('6'), Action::Show(Pane::Hints))], Context::Workbench, "a pane by its position", None),

    row(&[(letter('?'), Action::Help)], Context::Workbench, "this list", Some("keys")),
    row(&[(letter('q'), Action::Quit)], Context::Everywhere, "quit", Some("quit")),
    row(&[(control('c'), Action::Quit)], Context::Everywhere, "quit", None),
    row(&[(control('z'), Action::Suspend)], Context::Everywhere, "back to the shell for a while", None),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    #[test]
    fn the_particular_context_wins() {
        let contexts = [Context::In(Pane::Cases), Context::Workbench, Context::Everywhere];
        assert_eq!(action(&contexts, press(KeyCode::Enter, KeyModifiers::NONE)), Some(Action::Open));
        assert_eq!(action(&contexts, press(KeyCode::Char('q'), KeyModifiers::NONE)), Some(Action::Quit));
        assert_eq!(action(&contexts, press(KeyCode::Char('n'), KeyModifiers::NONE)), None);
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
}
