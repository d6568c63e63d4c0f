//! Keys and the mouse.

use crate::tui::areas::hit;
use crate::tui::effect::Effect;
use crate::tui::keys::{Action, Step, action};
use crate::tui::model::{Editor, Help, Kit, Life, Model, Tone};
use crate::tui::pane::Pane;
use crate::tui::subject::{Subject, subjects};
use crate::tui::tensors::{Seek, Toward, around};
use ratatui::crossterm::event::{Event, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

/// Takes a burst of events; a resize needs nothing but the next frame.
pub(super) fn take(model: &mut Model, events: Vec<Event>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for event in events {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Press => {
                model.notice = None;
                let found = action(&super::contexts(model), key);
                effects.extend(found.and_then(|action| act(model, action)));
            }
            Event::Mouse(mouse) => effects.extend(point(model, mouse)),
            _ => {}
        }
    }
    effects
}

/// Does what a key asks for.
fn act(model: &mut Model, action: Action) -> Option<Effect> {
    match action {
        Action::Quit => model.life = Life::Over,
        Action::Suspend => return Some(Effect::Suspend),
        Action::Help => model.help = Help::Open(0),
        Action::Close => model.help = Help::Closed,
        Action::Create => return Some(Effect::Create),
        Action::NextExercise => return go(model, Toward::Next),
        Action::PreviousExercise => return go(model, Toward::Previous),
        Action::NextPane => model.pane = model.pane.next(),
        Action::PreviousPane => model.pane = model.pane.previous(),
        Action::Show(pane) => model.pane = pane,
        Action::Open => model.pane = Pane::Tensors,
        Action::Edit => return edit(model),
        Action::Run => return run(model),
        Action::Hint => return hint(model),
        Action::NextCase => choose_case(model, Toward::Next),
        Action::PreviousCase => choose_case(model, Toward::Previous),
        Action::NextTensor => choose_tensor(model, Toward::Next),
        Action::PreviousTensor => choose_tensor(model, Toward::Previous),
        Action::NextMismatch => visit(model, Toward::Next),
        Action::PreviousMismatch => visit(model, Toward::Previous),
        Action::NextSlice => model.tensors.slice(Toward::Next),
        Action::PreviousSlice => model.tensors.slice(Toward::Previous),
        Action::NextSlider => model.tensors.next_slider(),
        Action::Turn => model.tensors.turn(),
        Action::Zoom => model.tensors.zoom = model.tensors.zoom.next(),
        Action::Move(step) => move_in_pane(model, step),
    }
    None
}

fn go(model: &mut Model, toward: Toward) -> Option<Effect> {
    select(model, around(model.selected, model.exercises.len(), toward))
}

/// Chooses a function; what was scrolled or pointed at in the other one is forgotten.
fn select(model: &mut Model, exercise: usize) -> Option<Effect> {
    if exercise == model.selected {
        return None;
    }
    model.selected = exercise;
    model.scroll = [0; Pane::ALL.len()];
    model.tensors.turn_to(0);
    Some(super::progress::selection(model))
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

fn edit(model: &mut Model) -> Option<Effect> {
    if model.editor == Editor::Unknown {
        let file = model.exercise().file();
        let text =
            format!("No editor is set: put its command into $EDITOR, or open {file} elsewhere and save.");
        model.say(Tone::Problem, text);
        return None;
    }
    let file = model.exercise().file();
    let outcome = model.state().outcome.as_ref();
    let found = outcome.and_then(|outcome| {
        outcome.diagnostics.iter().find(|diagnostic| diagnostic.file == file && diagnostic.line > 0)
    });
    let line = found.map(|diagnostic| diagnostic.line);
    Some(Effect::Edit { exercise: model.exercise().name.clone(), line })
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
    let count = model.exercise().hints.len();
    let shown = model.state().hints;
    if model.pane != Pane::Hints && shown > 0 {
        model.pane = Pane::Hints;
        return None;
    }
    model.pane = Pane::Hints;
    if shown == count {
        model.say(Tone::Calm, "There is no further hint.");
        return None;
    }
    model.state_mut().hints = shown + 1;
    Some(super::progress::hints(model))
}

fn move_in_pane(model: &mut Model, step: Step) {
    let page = usize::from(model.areas.body.height).saturating_sub(2).max(1);
    if let Help::Open(first) = model.help {
        model.help = Help::Open(scrolled(first, step, page, model.areas.help_overflow));
        return;
    }
    match model.pane {
        Pane::Tensors => model.tensors.step(step),
        Pane::Cases => {
            let last = model.state().cases.len().saturating_sub(1);
            let chosen = &mut model.state_mut().selected_case;
            *chosen = scrolled(*chosen, step, page, last);
            model.tensors.seek = Seek::Worst;
        }
        text => {
            let limit = model.areas.scroll_limit();
            let first = &mut model.scroll[text.position()];
            *first = scrolled(*first, step, page, limit);
        }
    }
}

/// A line number after a step, from 0 to `last`.
fn scrolled(line: usize, step: Step, page: usize, last: usize) -> usize {
    let line = line.min(last);
    match step {
        Step::Up => line.saturating_sub(1),
        Step::Down => (line + 1).min(last),
        Step::PageUp => line.saturating_sub(page),
        Step::PageDown => (line + page).min(last),
        Step::First => 0,
        Step::Last => last,
        Step::Left | Step::Right => line,
    }
}

/// Clicks choose what they hit; the wheel scrolls.
fn point(model: &mut Model, mouse: MouseEvent) -> Option<Effect> {
    if model.workspace.is_none() || model.help != Help::Closed {
        return None;
    }
    let at = Position::new(mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => return click(model, at),
        MouseEventKind::ScrollUp => wheel(model, at, Toward::Previous),
        MouseEventKind::ScrollDown => wheel(model, at, Toward::Next),
        _ => {}
    }
    None
}

fn click(model: &mut Model, at: Position) -> Option<Effect> {
    if let Some(exercise) = hit(&model.areas.exercises, at) {
        return select(model, exercise);
    }
    if let Some(pane) = hit(&model.areas.tabs, at) {
        model.pane = pane;
    } else if let Some(case) = hit(&model.areas.cases, at) {
        model.state_mut().selected_case = case;
        model.tensors.seek = Seek::Worst;
    } else if let Some((row, column)) = model.areas.grids.iter().find_map(|grid| grid.cell(at)) {
        model.tensors.point(row, column);
    }
    None
}

fn wheel(model: &mut Model, at: Position, toward: Toward) {
    if !model.areas.body.contains(at) {
        return;
    }
    match (model.pane, toward) {
        (Pane::Tensors, toward) => model.tensors.slice(toward),
        (_, Toward::Next) => move_in_pane(model, Step::Down),
        (_, Toward::Previous) => move_in_pane(model, Step::Up),
    }
}
