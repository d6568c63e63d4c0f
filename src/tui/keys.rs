//! The one table of keys: dispatch, footer and help all read it.

use super::pane::Pane;
use super::tensors::Toward;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a key can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Quit,
    Suspend,
    Draft(DraftAction),
    Entry(EntryAction),
    Palette,
    Filter,
    Find,
    NextFound,
    PreviousFound,
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
    Solution,
    CloseSolution,
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
    Explain,
    Play,
    Faster,
    Slower,
    NextPart,
    PreviousPart,
    Range,
    Move(Step),
}

/// What a key can ask of the built-in editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DraftAction {
    Save,
    Leave,
    Undo,
    Redo,
    Find,
    NextMatch,
    PreviousMatch,
    /// Save, and leave.
    SaveAndLeave,
    /// Leave, and forget the changes.
    Discard,
    /// Write over what somebody else wrote.
    Overwrite,
    /// Take what somebody else wrote, and forget the own changes.
    TakeTheirs,
    /// Take up the text that was never saved.
    TakeUp,
    /// Forget the text that was never saved.
    ForgetUnsaved,
    /// Leave, and be asked again next time.
    Postpone,
    /// Go on writing.
    GoOn,
}

/// What a key can ask of the line being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryAction {
    Accept,
    Cancel,
    Delete,
    /// Another of the actions that match.
    Choose(Toward),
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

impl Step {
    /// A line number after this step, from 0 to `last`; `page` lines are on the screen.
    pub(super) fn along(self, line: usize, page: usize, last: usize) -> usize {
        let line = line.min(last);
        match self {
            Self::Up => line.saturating_sub(1),
            Self::Down => (line + 1).min(last),
            Self::PageUp => line.saturating_sub(page.max(1)),
            Self::PageDown => (line + page.max(1)).min(last),
            Self::First => 0,
            Self::Last => last,
            Self::Left | Self::Right => line,
        }
    }
}

/// Where a key means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// No workspace yet.
    Start,
    /// The list of keys is open.
    Help,
    /// The solution is shown.
    Solution,
    /// A line is being typed; every other key is text.
    Entry,
    /// The built-in editor; every other key is text.
    Draft,
    /// The built-in editor asks whether to leave with changes.
    DraftLeave,
    /// The built-in editor asks whose text is to stay.
    DraftForeign,
    /// The built-in editor asks whether unsaved text is to come back.
    DraftUnsaved,
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
pub(super) struct Key<A: 'static = Action, C = Context> {
    pub(super) bindings: &'static [(Chord, A)],
    pub(super) context: C,
    /// For the list of keys.
    pub(super) help: &'static str,
    /// For the last line of the screen, if it belongs there.
    pub(super) footer: Option<&'static str>,
}

/// The action of a key where `contexts` are in force, the most particular first.
pub(super) fn action(contexts: &[Context], key: KeyEvent) -> Option<Action> {
    meaning(KEYS, contexts, key)
}

/// The same by any table.
pub(super) fn meaning<A: Copy, C: Copy + PartialEq>(
    table: &[Key<A, C>],
    contexts: &[C],
    key: KeyEvent,
) -> Option<A> {
    let chord = Chord::of(key);
    contexts.iter().find_map(|context| {
        table
            .iter()
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

impl<A, C> Key<A, C> {
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

pub(super) const fn key(code: KeyCode) -> Chord {
    Chord { code, modifiers: KeyModifiers::NONE }
}

pub(super) const fn letter(letter: char) -> Chord {
    key(KeyCode::Char(letter))
}

pub(super) const fn control(letter: char) -> Chord {
    Chord { code: KeyCode::Char(letter), modifiers: KeyModifiers::CONTROL }
}

pub(super) const fn row<A, C: Copy>(
    bindings: &'static [(Chord, A)],
    context: C,
    help: &'static str,
    footer: Option<&'static str>,
) -> Key<A, C> {
    Key { bindings, context, help, footer }
}

/// In the order of the footer and of the list of keys.
#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    row(&[(key(KeyCode::Enter), Action::Create)], Context::Start, "create the workspace", Some("create")),
    row(&[(key(KeyCode::Esc), Action::Close), (letter('?'), Action::Close)], Context::Help, "close this list", Some("close")),
    row(&[(key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::Help, "scroll", Some("scroll")),

    row(&[(key(KeyCode::Enter), Action::Entry(EntryAction::Accept))], Context::Entry, "take it", None),
    row(&[(key(KeyCode::Esc), Action::Entry(EntryAction::Cancel)), (control('c'), Action::Entry(EntryAction::Cancel))], Context::Entry, "leave it", None),
    row(&[(key(KeyCode::Backspace), Action::Entry(EntryAction::Delete))], Context::Entry, "take the last letter away", None),
    row(&[(key(KeyCode::Up), Action::Entry(EntryAction::Choose(Toward::Previous))), (key(KeyCode::Down), Action::Entry(EntryAction::Choose(Toward::Next)))], Context::Entry, "another action", None),

    row(&[(key(KeyCode::Esc), Action::CloseSolution), (letter('s'), Action::CloseSolution)], Context::Solution, "back to the workbench", Some("back")),
    row(&[(key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::Solution, "scroll", Some("scroll")),

    row(&[(control('s'), Action::Draft(DraftAction::Save))], Context::Draft, "save the file, which runs its cases", Some("save and run")),
    row(&[(control('z'), Action::Draft(DraftAction::Undo)), (control('y'), Action::Draft(DraftAction::Redo))], Context::Draft, "undo, redo", Some("undo, redo")),
    row(&[(control('n'), Action::Draft(DraftAction::NextMatch)), (control('p'), Action::Draft(DraftAction::PreviousMatch))], Context::Draft, "next, previous place of the text", Some("next, previous")),
    row(&[(key(KeyCode::PageUp), Action::Move(Step::PageUp)), (key(KeyCode::PageDown), Action::Move(Step::PageDown))], Context::Draft, "a page up, down", None),
    row(&[(control('f'), Action::Draft(DraftAction::Find))], Context::Draft, "find text", Some("find")),
    row(&[(control('c'), Action::Draft(DraftAction::Leave)), (control('q'), Action::Draft(DraftAction::Leave))], Context::Draft, "back to the workbench", None),
    row(&[(key(KeyCode::Esc), Action::Draft(DraftAction::Leave))], Context::Draft, "back to the workbench", Some("back")),
    row(&[(letter('s'), Action::Draft(DraftAction::SaveAndLeave))], Context::DraftLeave, "save and leave", Some("save and leave")),
    row(&[(letter('d'), Action::Draft(DraftAction::Discard))], Context::DraftLeave, "forget the changes", Some("forget the changes")),
    row(&[(key(KeyCode::Esc), Action::Draft(DraftAction::GoOn))], Context::DraftLeave, "go on writing", Some("go on writing")),
    row(&[(letter('t'), Action::Draft(DraftAction::TakeUp))], Context::DraftUnsaved, "take up the unsaved text", Some("take it up")),
    row(&[(letter('d'), Action::Draft(DraftAction::ForgetUnsaved))], Context::DraftUnsaved, "forget the unsaved text", Some("forget it")),
    row(&[(key(KeyCode::Esc), Action::Draft(DraftAction::Postpone)), (control('c'), Action::Draft(DraftAction::Postpone))], Context::DraftUnsaved, "keep it, and leave", Some("decide later")),
    row(&[(letter('o'), Action::Draft(DraftAction::Overwrite))], Context::DraftForeign, "write over the other text", Some("write over it")),
    row(&[(letter('t'), Action::Draft(DraftAction::TakeTheirs))], Context::DraftForeign, "take the other text", Some("take the other text")),
    row(&[(key(KeyCode::Esc), Action::Draft(DraftAction::GoOn))], Context::DraftForeign, "go on writing", Some("go on writing")),

    row(&[(letter('e'), Action::Edit)], Context::Workbench, "edit the function", Some("edit")),
    row(&[(key(KeyCode::Enter), Action::Edit)], Context::In(Pane::Compiler), "edit where the compiler points", Some("edit there")),
    row(&[(letter('r'), Action::Run)], Context::Workbench, "run all cases of the function now", Some("run")),
    row(&[(key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::In(Pane::Cases), "choose a case", Some("case")),
    row(&[(key(KeyCode::Enter), Action::Open)], Context::In(Pane::Cases), "look at the case's tensors", Some("tensors")),

    row(&[(letter('n'), Action::NextMismatch), (letter('N'), Action::PreviousMismatch)], Context::In(Pane::Tensors), "next, previous wrong cell, worst first", Some("wrong")),
    row(&[(letter('['), Action::PreviousSlice), (letter(']'), Action::NextSlice)], Context::In(Pane::Tensors), "previous, next slice", Some("slice")),
    row(&[(letter('a'), Action::NextSlider)], Context::In(Pane::Tensors), "choose the axis that [ and ] move along", None),
    row(&[(letter('t'), Action::Turn)], Context::In(Pane::Tensors), "lay other axes along rows and columns", None),
    row(&[(letter('z'), Action::Zoom)], Context::In(Pane::Tensors), "larger or smaller cells: numbers, colours, half a line each", None),
    row(&[(letter('v'), Action::Range)], Context::In(Pane::Tensors), "colours over all values, clipped over most, or one colour", None),
    row(&[(letter('o'), Action::NextTensor), (letter('O'), Action::PreviousTensor)], Context::In(Pane::Tensors), "next, previous tensor: outputs, then inputs", Some("tensor")),
    row(&[(key(KeyCode::Left), Action::Move(Step::Left)), (key(KeyCode::Right), Action::Move(Step::Right)), (key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::In(Pane::Tensors), "move the cursor", None),

    row(&[(letter('x'), Action::Explain)], Context::In(Pane::Tensors), "explain the cell under the cursor, step by step", Some("explain")),

    row(&[(letter(' '), Action::Play)], Context::In(Pane::Step), "play the steps, or pause", Some("play")),
    row(&[(key(KeyCode::Left), Action::Move(Step::Left)), (key(KeyCode::Right), Action::Move(Step::Right)), (key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::In(Pane::Step), "explain the next cell in that direction", Some("cell")),
    row(&[(letter('['), Action::PreviousPart), (letter(']'), Action::NextPart)], Context::In(Pane::Step), "previous, next part of the sum", Some("part")),
    row(&[(letter('+'), Action::Faster), (letter('-'), Action::Slower)], Context::In(Pane::Step), "play faster, slower", Some("speed")),
    row(&[(letter('n'), Action::NextMismatch), (letter('N'), Action::PreviousMismatch)], Context::In(Pane::Step), "next, previous wrong cell, worst first", Some("wrong")),
    row(&[(letter('o'), Action::NextTensor), (letter('O'), Action::PreviousTensor)], Context::In(Pane::Step), "next, previous output", None),

    row(&[(letter('j'), Action::NextExercise), (letter('k'), Action::PreviousExercise)], Context::Workbench, "next, previous function", Some("function")),
    row(&[(key(KeyCode::Tab), Action::NextPane), (key(KeyCode::BackTab), Action::PreviousPane)], Context::Workbench, "next, previous pane", Some("pane")),
    row(&[(letter('c'), Action::NextCase), (letter('C'), Action::PreviousCase)], Context::Workbench, "next, previous case", Some("case")),
    row(&[(letter('h'), Action::Hint)], Context::Workbench, "show the next hint", Some("hint")),
    row(&[(letter('s'), Action::Solution)], Context::Workbench, "after a pass, compare with the solution", None),
    row(&[(letter('f'), Action::Filter)], Context::Workbench, "list only functions with a text in their name", None),
    row(&[(letter('/'), Action::Find)], Context::Workbench, "find a text in the pane", None),
    row(&[(letter('n'), Action::NextFound), (letter('N'), Action::PreviousFound)], Context::Workbench, "next, previous place of the text", None),
    row(&[(letter(':'), Action::Palette)], Context::Workbench, "choose an action by its name", Some("actions")),
    row(&[(key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::Workbench, "scroll", None),
    row(&[(key(KeyCode::PageUp), Action::Move(Step::PageUp)), (key(KeyCode::PageDown), Action::Move(Step::PageDown))], Context::Everywhere, "a page up, down", None),
    row(&[(key(KeyCode::Home), Action::Move(Step::First)), (key(KeyCode::End), Action::Move(Step::Last))], Context::Everywhere, "to the beginning, end", None),
    row(&[(letter(' '), Action::Move(Step::PageDown))], Context::Workbench, "a page down", None),
    row(&[(letter('1'), Action::Show(Pane::Lesson)), (letter('2'), Action::Show(Pane::Cases)), (letter('3'), Action::Show(Pane::Tensors)), (letter('4'), Action::Show(Pane::Step)), (letter('5'), Action::Show(Pane::Compiler)), (letter('6'), Action::Show(Pane::Output)), (letter('7'), Action::Show(Pane::Hints))], Context::Workbench, "a pane by its position", None),

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
}
