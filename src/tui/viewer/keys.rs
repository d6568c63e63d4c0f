//! The viewer's table of keys: dispatch, footer and help all read it.

use crate::tui::keys::{EntryAction, Key, Step, control, key, letter, row};
use crate::tui::tensors::Toward;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};

/// What a key can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Leave the viewer.
    Quit,
    /// Back to the shell for a while.
    Suspend,
    /// Show the list of keys.
    Help,
    /// Close the list of keys.
    Close,
    /// What is done with the line being typed.
    Entry(EntryAction),
    /// Show what the files say about themselves.
    Metadata,
    /// Type what names must hold.
    Filter,
    /// Look at what is chosen in the list.
    Open,
    /// Stop what runs, or leave the tensor.
    Back,
    /// Type an index.
    Go,
    /// Type what is looked for.
    Search,
    /// The next or previous hit of a search, mismatch of a comparison, or tensor that differs.
    Visit(Toward),
    /// Another tensor of the list.
    Tensor(Toward),
    /// Another index on the chosen slider.
    Slice(Toward),
    /// Choose another slider.
    NextSlider,
    /// Lay other axes along rows and columns.
    Turn,
    /// The whole plane at once, or single elements.
    Whole,
    /// Larger cells.
    Larger,
    /// Smaller cells.
    Smaller,
    /// Several slices at once, or one.
    Beside,
    /// What stands for a block.
    Reduction,
    /// Which values the colours span.
    Range,
    /// The same, typed.
    SetRange,
    /// Another colour map.
    Map,
    /// Pixels, or numbers again.
    Pixels,
    /// What the axes are called.
    Names,
    /// Another part of complex numbers.
    Part,
    /// Break vectors into rows, or lay them in one.
    Fold,
    /// Show or hide statistics.
    Facts,
    /// Copy what is under the cursor.
    CopyValue,
    /// Copy all that is in sight.
    CopySlice,
    /// Move by what is in sight.
    PageLeft,
    /// The same to the right.
    PageRight,
    /// Move the cursor, or the chosen line.
    Move(Step),
}

/// Where a key means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// The list of keys is open.
    Help,
    /// A line is being typed; every other key is text.
    Entry,
    /// The list of entries.
    List,
    /// The list of entries of two files.
    Pairs,
    /// A tensor that is looked at.
    Look,
    /// Two tensors that are compared.
    Compare,
    /// One of several tensors, or pairs of them.
    Among,
    /// A tensor, or two.
    Sheet,
    /// Always.
    Everywhere,
}

/// The titles of the list of keys.
pub(super) const SECTIONS: [(&str, Context); 7] = [
    ("Tensor", Context::Sheet),
    ("Tensor of a list", Context::Among),
    ("One tensor", Context::Look),
    ("Two tensors", Context::Compare),
    ("List", Context::List),
    ("List of two files", Context::Pairs),
    ("Everywhere", Context::Everywhere),
];

const fn held(code: KeyCode) -> crate::tui::keys::Chord {
    crate::tui::keys::Chord { code, modifiers: KeyModifiers::CONTROL }
}

/// In the order of the footer and of the list of keys.
#[rustfmt::skip]
pub(super) const KEYS: &[Key<Action, Context>] = &[
    row(&[(key(KeyCode::Esc), Action::Close), (letter('?'), Action::Close)], Context::Help, "close this list", Some("close")),
    row(&[(key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::Help, "scroll", Some("scroll")),

    row(&[(key(KeyCode::Enter), Action::Entry(EntryAction::Accept))], Context::Entry, "take it", None),
    row(&[(key(KeyCode::Esc), Action::Entry(EntryAction::Cancel)), (control('c'), Action::Entry(EntryAction::Cancel))], Context::Entry, "leave it", None),
    row(&[(key(KeyCode::Backspace), Action::Entry(EntryAction::Delete))], Context::Entry, "take the last letter away", None),

    row(&[(key(KeyCode::Enter), Action::Open)], Context::List, "look at the tensor; open or close the branch", Some("open")),
    row(&[(key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::List, "choose an entry", Some("choose")),
    row(&[(key(KeyCode::Left), Action::Move(Step::Left)), (key(KeyCode::Right), Action::Move(Step::Right))], Context::List, "close, open the branch", Some("fold")),
    row(&[(letter('n'), Action::Visit(Toward::Next)), (letter('N'), Action::Visit(Toward::Previous))], Context::Pairs, "next, previous tensor that differs", Some("differs")),
    row(&[(letter('/'), Action::Filter)], Context::List, "list only names that hold a text", Some("filter")),
    row(&[(letter('s'), Action::Facts)], Context::List, "statistics and histogram of what is chosen", Some("statistics")),
    row(&[(letter('m'), Action::Metadata)], Context::List, "what the file says about itself", None),
    row(&[(key(KeyCode::Esc), Action::Back)], Context::List, "list all names again; stop what runs in the background", None),

    row(&[(letter('n'), Action::Visit(Toward::Next)), (letter('N'), Action::Visit(Toward::Previous))], Context::Compare, "next, previous mismatch, worst first", Some("mismatch")),
    row(&[(letter('/'), Action::Search)], Context::Look, "find a value: 3, > 3, abs >= 1e4, nan, inf", Some("find")),
    row(&[(letter('n'), Action::Visit(Toward::Next)), (letter('N'), Action::Visit(Toward::Previous))], Context::Look, "next, previous cell that was looked for", None),
    row(&[(letter('['), Action::Slice(Toward::Previous)), (letter(']'), Action::Slice(Toward::Next))], Context::Sheet, "previous, next slice", Some("slice")),
    row(&[(letter('a'), Action::NextSlider)], Context::Sheet, "choose the axis that [ and ] move along", None),
    row(&[(letter('t'), Action::Turn)], Context::Sheet, "lay other axes along rows and columns", Some("turn")),
    row(&[(letter('+'), Action::Larger), (letter('-'), Action::Smaller)], Context::Sheet, "larger, smaller cells: numbers, colours, half a line each, blocks", Some("zoom")),
    row(&[(letter('z'), Action::Whole)], Context::Sheet, "the whole plane at once, or numbers again", Some("whole")),
    row(&[(letter('b'), Action::Beside)], Context::Look, "several slices beside each other, where they have room, or one", None),
    row(&[(letter('m'), Action::Reduction)], Context::Sheet, "a block shows its largest magnitude, or its mean", None),
    row(&[(letter('v'), Action::Range)], Context::Sheet, "colours over all values seen, clipped over most, or from smallest to largest", None),
    row(&[(letter('r'), Action::SetRange)], Context::Sheet, "colours from one number to another: -1 1", None),
    row(&[(letter('c'), Action::Map)], Context::Sheet, "colour map: two hues, viridis, magma, grey, blue and red", None),
    row(&[(letter('i'), Action::Pixels)], Context::Sheet, "pixels of an image, or numbers again", Some("image")),
    row(&[(letter('L'), Action::Names)], Context::Sheet, "label the axes: N,H,W,C", None),
    row(&[(letter('p'), Action::Part)], Context::Sheet, "of complex numbers: magnitude, phase, real, imaginary part", None),
    row(&[(letter('f'), Action::Fold)], Context::Sheet, "break a vector into rows, or lay it in one", None),
    row(&[(letter('g'), Action::Go)], Context::Sheet, "go to an index: 3,0,-1", Some("go to")),
    row(&[(letter('s'), Action::Facts)], Context::Sheet, "statistics and histograms of tensor and slice", Some("statistics")),
    row(&[(letter('y'), Action::CopyValue), (letter('Y'), Action::CopySlice)], Context::Sheet, "copy the value, or all cells in sight, to the clipboard", None),
    row(&[(letter('o'), Action::Tensor(Toward::Next)), (letter('O'), Action::Tensor(Toward::Previous))], Context::Among, "next, previous tensor of the list", None),
    row(&[(key(KeyCode::Left), Action::Move(Step::Left)), (key(KeyCode::Right), Action::Move(Step::Right)), (key(KeyCode::Up), Action::Move(Step::Up)), (key(KeyCode::Down), Action::Move(Step::Down))], Context::Sheet, "move the cursor", None),
    row(&[(held(KeyCode::Left), Action::PageLeft), (held(KeyCode::Right), Action::PageRight)], Context::Sheet, "a page to the left, right", None),
    row(&[(key(KeyCode::Esc), Action::Back)], Context::Among, "stop what runs in the background; back to the list", Some("list")),
    row(&[(key(KeyCode::Esc), Action::Back)], Context::Sheet, "stop what runs in the background", None),

    row(&[(key(KeyCode::PageUp), Action::Move(Step::PageUp)), (key(KeyCode::PageDown), Action::Move(Step::PageDown))], Context::Everywhere, "a page up, down", None),
    row(&[(key(KeyCode::Home), Action::Move(Step::First)), (key(KeyCode::End), Action::Move(Step::Last))], Context::Everywhere, "to the beginning, end", None),
    row(&[(letter('h'), Action::Move(Step::Left)), (letter('j'), Action::Move(Step::Down)), (letter('k'), Action::Move(Step::Up)), (letter('l'), Action::Move(Step::Right))], Context::Everywhere, "left, down, up, right", None),
    row(&[(letter('?'), Action::Help)], Context::Everywhere, "this list", Some("keys")),
    row(&[(letter('q'), Action::Quit)], Context::Everywhere, "quit", Some("quit")),
    row(&[(control('c'), Action::Quit)], Context::Everywhere, "quit", None),
    row(&[(control('z'), Action::Suspend)], Context::Everywhere, "back to the shell for a while", None),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_chord_has_two_meanings_where_both_are_in_force() {
        let together = |one, two| {
            one == two
                || matches!(
                    (one, two),
                    (Context::Look | Context::Compare | Context::Among, Context::Sheet)
                        | (Context::Sheet, Context::Look | Context::Compare | Context::Among)
                        | (Context::Look | Context::Compare, Context::Among)
                        | (Context::Among, Context::Look | Context::Compare)
                        | (Context::Pairs, Context::List)
                        | (Context::List, Context::Pairs)
                )
        };
        let all: Vec<_> =
            KEYS.iter().flat_map(|row| row.bindings.iter().map(|bound| (row.context, bound))).collect();
        for (place, (context, (chord, meaning))) in all.iter().enumerate() {
            for (other, (bound, action)) in &all[place + 1..] {
                let same = together(*context, *other) && bound == chord;
                assert!(!same || action == meaning, "{chord:?} in {context:?} and {other:?}");
            }
        }
    }
}
