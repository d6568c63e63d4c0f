//! The one table of keys: dispatch, footer and help all read it.

mod chord;
mod table;
#[cfg(test)]
mod tests;

pub(super) use chord::{Chord, Letters, control, key, letter};
pub(super) use table::KEYS;

use super::pane::Pane;
use super::tensors::Toward;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

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

pub(super) const fn row<A, C: Copy>(
    bindings: &'static [(Chord, A)],
    context: C,
    help: &'static str,
    footer: Option<&'static str>,
) -> Key<A, C> {
    Key { bindings, context, help, footer }
}
