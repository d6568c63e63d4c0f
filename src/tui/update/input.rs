//! Keys and the mouse.

use crate::course::About;
use crate::tui::areas::hit;
use crate::tui::effect::Effect;
use crate::tui::entry::Purpose;
use crate::tui::keys::{Action, Step, action};
use crate::tui::model::{Editor, Help, Kit, Life, Model, Tone};
use crate::tui::pane::Pane;
use crate::tui::subject::{Subject, subjects};
use crate::tui::tensors::{Range, Seek, Toward, around};
use ratatui::crossterm::event::{Event, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

/// Takes a burst of events; a resize needs nothing but the next frame.
pub(super) fn take(model: &mut Model, events: Vec<Event>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for event in events {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Press => {
                model.notice = None;
                match action(&super::contexts(model), key) {
                    Some(action) => effects.extend(act(model, action)),
                    None if model.entry.is_some() => super::entry::press(model, key),
                    None => super::draft::press(model, key),
                }
            }
            Event::Paste(text) if model.entry.is_some() => super::entry::typed(model, &text),
            Event::Paste(text) => super::draft::paste(model, &text),
            Event::Mouse(mouse) => point(model, mouse),
            _ => {}
        }
    }
    effects
}

/// Does what a key asks for.
pub(super) fn act(model: &mut Model, action: Action) -> Option<Effect> {
    match action {
        Action::Quit => model.life = Life::Over,
        Action::Suspend => return Some(Effect::Suspend),
        Action::Draft(action) => return super::draft::act(model, action),
        Action::Entry(action) => return super::entry::handle(model, action),
        Action::Palette => super::entry::palette(model),
        Action::Filter => super::entry::open(model, Purpose::Filter),
        Action::Find => super::entry::open(model, Purpose::Find),
        Action::NextFound => super::entry::find(model, Toward::Next),
        Action::PreviousFound => super::entry::find(model, Toward::Previous),
        Action::Help => model.help = Help::Open(0),
        Action::Close => model.help = Help::Closed,
        Action::Create => return Some(Effect::Create),
        Action::NextExercise => go(model, Toward::Next),
        Action::PreviousExercise => go(model, Toward::Previous),
        Action::NextPane => model.pane = model.pane.next(),
        Action::PreviousPane => model.pane = model.pane.previous(),
        Action::Show(pane) => model.pane = pane,
        Action::Open => model.pane = Pane::Tensors,
        Action::Edit => return Some(edit(model)),
        Action::Run => return run(model),
        Action::Hint => return hint(model),
        Action::Solution => return super::solution::ask(model),
        Action::CloseSolution => model.solution = None,
        Action::NextCase => choose_case(model, Toward::Next),
        Action::PreviousCase => choose_case(model, Toward::Previous),
        Action::Explain => super::step::explain_cursor(model),
        Action::Play => super::step::play(model),
        Action::Faster => model.step.pace = model.step.pace.faster(),
        Action::Slower => model.step.pace = model.step.pace.slower(),
        Action::NextPart => super::step::turn_part(model, Toward::Next),
        Action::PreviousPart => super::step::turn_part(model, Toward::Previous),
        Action::NextTensor if model.pane == Pane::Step => super::step::turn_output(model, Toward::Next),
        Action::PreviousTensor if model.pane == Pane::Step => {
            super::step::turn_output(model, Toward::Previous);
        }
        Action::NextMismatch if model.pane == Pane::Step => super::step::visit(model, Toward::Next),
        Action::PreviousMismatch if model.pane == Pane::Step => super::step::visit(model, Toward::Previous),
        Action::NextTensor => choose_tensor(model, Toward::Next),
        Action::PreviousTensor => choose_tensor(model, Toward::Previous),
        Action::NextMismatch => visit(model, Toward::Next),
        Action::PreviousMismatch => visit(model, Toward::Previous),
        Action::NextSlice => model.tensors.slice(Toward::Next),
        Action::PreviousSlice => model.tensors.slice(Toward::Previous),
        Action::NextSlider => model.tensors.next_slider(),
        Action::Turn => model.tensors.turn(),
        Action::Zoom => model.tensors.zoom = model.tensors.zoom.next(),
        Action::Range => change_range(model),
        Action::Move(step) => move_in_pane(model, step),
    }
    None
}

/// Lets the colours span other values, and says which.
fn change_range(model: &mut Model) {
    model.tensors.range = model.tensors.range.next();
    let span = match model.tensors.range {
        Range::All => "The colours span all values, zero in the middle where signs differ.",
        Range::Spread => "One colour, from the smallest value to the largest.",
        Range::Most => "The colours span all but the largest values, one in twenty, which are clipped.",
    };
    model.say(Tone::Calm, span);
}

fn go(model: &mut Model, toward: Toward) {
    select(model, super::entry::neighbour(model, toward));
}

/// Chooses a function; what was scrolled or pointed at in the other one is forgotten.
pub(super) fn select(model: &mut Model, exercise: usize) {
    if exercise != model.selected {
        model.selected = exercise;
        model.scroll = [0; Pane::ALL.len()];
        model.tensors.turn_to(0);
        model.step.restart();
    }
}

fn choose_case(model: &mut Model, toward: Toward) {
    let state = model.state_mut();
    state.selected_case = around(state.selected_case, state.cases.len(), toward);
    model.tensors.seek = Seek::Worst;
}

fn choose_tensor(model: &mut Model, toward: Toward) {
    let count = model.state().case().map_or(0, |case| subjects(model.exercise(), case).len());
    model.tensors.turn_to(around(model.tensors.tensor, count, toward));
}

/// Puts the cursor on the next wrong cell; the first is the worst.
fn visit(model: &mut Model, toward: Toward) {
    let subjects = model.state().case().map(|case| subjects(model.exercise(), case)).unwrap_or_default();
    let mismatches = subjects.get(model.tensors.tensor).and_then(Subject::mismatches);
    let Some(mismatches) = mismatches else {
        model.say(Tone::Calm, "There is nothing to compare here yet.");
        return;
    };
    if mismatches.is_empty() {
        model.say(Tone::Calm, "Every cell of this tensor is right.");
        return;
    }
    let visited = match (model.tensors.visited, toward) {
        (0, Toward::Next) => 1,
        (0, Toward::Previous) => mismatches.len(),
        (visited, toward) => around(visited - 1, mismatches.len(), toward) + 1,
    };
    model.tensors.visited = visited;
    if let Some(mismatch) = mismatches.get(visited - 1) {
        model.tensors.jump(&mismatch.index);
    }
}

/// Opens the learner's own editor, or the built-in one, where the compiler points.
fn edit(model: &Model) -> Effect {
    let file = model.exercise().file();
    let outcome = model.state().outcome.as_ref();
    let found = outcome.and_then(|outcome| {
        outcome.diagnostics.iter().find(|diagnostic| diagnostic.file == file && diagnostic.line > 0)
    });
    let line = found.map(|diagnostic| diagnostic.line);
    match model.editor {
        // Only the built-in editor can show what it left unsaved.
        _ if model.left.contains(&model.selected) => Effect::OpenDraft { exercise: model.selected, line },
        Editor::Known => Effect::Edit { exercise: model.exercise().name.clone(), line },
        Editor::Unknown => Effect::OpenDraft { exercise: model.selected, line },
    }
}

/// Runs the chosen function, or tries again what grading needs if that failed before.
fn run(model: &mut Model) -> Option<Effect> {
    let name = model.exercise().name.clone();
    let effect = super::grading::saved(model, &[name]).pop();
    match model.kit {
        Kit::Ready(_) => effect,
        Kit::Unknown | Kit::Preparing(_) => {
            model.say(Tone::Calm, "The kit is still being built; the run begins by itself then.");
            effect
        }
        Kit::Failed(_) => {
            model.kit = Kit::Unknown;
            Some(Effect::Prepare)
        }
    }
}

/// Shows the next hint. The first key press only turns to the pane where earlier hints can be read.
fn hint(model: &mut Model) -> Option<Effect> {
    if model.pane != Pane::Hints && !model.state().hints.is_empty() {
        model.pane = Pane::Hints;
        return None;
    }
    model.pane = Pane::Hints;
    let exercise = model.exercise();
    let next = exercise.next_hint(&model.progress.record(&exercise.name));
    let Some((position, by)) = next.map(|next| (next.position, next.by.map(About::words))) else {
        model.say(Tone::Calm, "There is no further hint.");
        return None;
    };
    if let Some(by) = by {
        model.say(Tone::Calm, format!("Chosen by the last run: {by}."));
    }
    Some(super::progress::hint(model, position))
}

fn move_in_pane(model: &mut Model, step: Step) {
    let page = usize::from(model.areas.body.height).saturating_sub(2).max(1);
    if let Some(draft) = &mut model.draft {
        draft.leap(step, page);
        return;
    }
    if let Some(solution) = &mut model.solution {
        solution.first = step.along(solution.first, page, model.areas.help_overflow);
        return;
    }
    if let Help::Open(first) = model.help {
        model.help = Help::Open(step.along(first, page, model.areas.help_overflow));
        return;
    }
    match model.pane {
        Pane::Tensors => model.tensors.step(step),
        Pane::Step => super::step::walk(model, step),
        Pane::Cases => {
            let last = model.state().cases.len().saturating_sub(1);
            let chosen = &mut model.state_mut().selected_case;
            *chosen = step.along(*chosen, page, last);
            model.tensors.seek = Seek::Worst;
        }
        text => {
            let limit = model.areas.scroll_limit();
            let first = &mut model.scroll[text.position()];
            *first = step.along(*first, page, limit);
        }
    }
}

/// Clicks choose what they hit; the wheel scrolls.
fn point(model: &mut Model, mouse: MouseEvent) {
    let at = Position::new(mouse.column, mouse.row);
    if model.workspace.is_none() || model.entry.is_some() {
        return;
    }
    if model.draft.is_some() {
        super::draft::point(model, mouse.kind, at);
        return;
    }
    let covered = model.solution.is_some() || model.help != Help::Closed;
    if !covered && let Some((axis, index)) = model.grip.pull(mouse.kind, &model.areas.sliders, at) {
        model.tensors.slide(axis, index);
        return;
    }
    match mouse.kind {
        MouseEventKind::ScrollUp if covered => move_in_pane(model, Step::Up),
        MouseEventKind::ScrollDown if covered => move_in_pane(model, Step::Down),
        _ if covered => {}
        MouseEventKind::Down(MouseButton::Left) => click(model, at),
        MouseEventKind::Drag(MouseButton::Left) => drag(model, at),
        MouseEventKind::ScrollUp => wheel(model, at, Toward::Previous),
        MouseEventKind::ScrollDown => wheel(model, at, Toward::Next),
        _ => {}
    }
}

/// Drags the cursor over a grid.
fn drag(model: &mut Model, at: Position) {
    if let Some((row, column)) = model.areas.grids.iter().find_map(|grid| grid.cell(at)) {
        match model.pane {
            Pane::Step => super::step::point(model, row, column),
            _ => model.tensors.point(row, column),
        }
    }
}

fn click(model: &mut Model, at: Position) {
    if let Some(exercise) = hit(&model.areas.exercises, at) {
        select(model, exercise);
    } else if let Some(pane) = hit(&model.areas.tabs, at) {
        model.pane = pane;
    } else if let Some(case) = hit(&model.areas.cases, at) {
        model.state_mut().selected_case = case;
        model.tensors.seek = Seek::Worst;
    } else {
        drag(model, at);
    }
}

fn wheel(model: &mut Model, at: Position, toward: Toward) {
    if let Some(companion) = model.areas.companions.iter().find(|companion| companion.area.contains(at)) {
        let first = &mut model.scroll[companion.pane.position()];
        let step = if toward == Toward::Next { Step::Down } else { Step::Up };
        *first = step.along(*first, 1, companion.scroll_limit);
        return;
    }
    if !model.areas.body.contains(at) {
        return;
    }
    match (model.pane, toward) {
        (Pane::Tensors, toward) => model.tensors.slice(toward),
        (_, Toward::Next) => move_in_pane(model, Step::Down),
        (_, Toward::Previous) => move_in_pane(model, Step::Up),
    }
}
