//! What every key of the workbench does, and where.

use super::{Action, Context, DraftAction, EntryAction, Key, Step, control, key, letter, row};
use crate::tui::pane::Pane;
use crate::tui::tensors::Toward;
use ratatui::crossterm::event::KeyCode;

/// In the order of the footer and of the list of keys.
#[rustfmt::skip]
pub(in crate::tui) const KEYS: &[Key] = &[
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
