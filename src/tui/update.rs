//! What each message changes. No I/O happens here: what must happen outside is given back as effects.

mod draft;
mod entry;
mod grading;
mod input;
mod measure;
mod progress;
mod solution;
mod step;

use super::effect::Effect;
use super::exercise::{Loaded, is_open};
use super::keys::Context;
use super::model::{Help, Kit, Life, Model, Tone};
use super::msg::{CaseData, CaseKey, Msg, Watching, Worker};
use super::pane::Pane;
use super::subject::subjects;
use super::tensors::Seek;
use super::workers::Thread;
use std::path::PathBuf;
use std::sync::Arc;

/// The effects with which a session begins.
pub(super) fn begin(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![Effect::Prepare];
    effects.extend(model.workspace.clone().map(Effect::Watch));
    effects.extend(settle(model));
    effects
}

/// Changes the model as the message asks for.
pub(super) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let explained = (model.step.output, model.step.number);
    let mut effects = match msg {
        Msg::Input(events) => input::take(model, events),
        Msg::Saved(names) => saved(model, &names),
        Msg::Watching(watching) => watch(model, watching),
        Msg::Kit(progress) => set_kit(model, Kit::Preparing(progress)),
        Msg::Ready(level) => grading::ready(model, level),
        Msg::Unready(reason) => set_kit(model, Kit::Failed(format!("Grading is not possible: {reason}."))),
        Msg::Grade { job, when, event } => grading::event(model, job, when, event),
        Msg::GradeEnded(job, result) => grading::ended(model, job, result),
        Msg::CaseLoaded(key, data) => loaded(model, key, data),
        Msg::Created(result) => created(model, result),
        Msg::Edited(result) => edited(model, result),
        Msg::SourceRead { exercise, text } => solution::show(model, exercise, text),
        Msg::DraftOpened { exercise, line, text, unsaved } => {
            draft::opened(model, exercise, line, text, unsaved)
        }
        Msg::DraftsFound(left) => draft::found(model, left),
        Msg::DraftRead { exercise, text } => draft::read(model, exercise, text),
        Msg::DraftWritten { exercise, result } => draft::written(model, exercise, result),
        Msg::DraftNotKept(reason) | Msg::ProgressUnsaved(reason) => problem(model, reason),
        Msg::Panicked(worker, text) => panicked(model, worker, &text),
        Msg::Measured(ticket, measured) => measure::done(model, ticket, measured),
        Msg::Beat => {
            step::beat(model);
            Vec::new()
        }
        Msg::Stop => {
            model.life = Life::Over;
            Vec::new()
        }
    };
    effects.extend(settle(model));
    step::link(model, explained);
    effects.extend(measure::settle(model));
    effects.extend(draft::keep(model));
    if let Some(save) = progress::place(model).filter(|_| model.workspace.is_some()) {
        // The newest progress holds what the older one would have said.
        effects.retain(|effect| !matches!(effect, Effect::SaveProgress(_)));
        effects.push(save);
    }
    effects
}

/// The contexts whose keys mean something now, the most particular first.
pub(super) fn contexts(model: &Model) -> Vec<Context> {
    if model.entry.is_some() {
        vec![Context::Entry]
    } else if let Some(draft) = &model.draft {
        vec![draft::context(draft)]
    } else if model.solution.is_some() {
        vec![Context::Solution, Context::Everywhere]
    } else if model.help != Help::Closed {
        vec![Context::Help, Context::Everywhere]
    } else if model.workspace.is_none() {
        vec![Context::Start, Context::Everywhere]
    } else {
        vec![Context::In(model.pane), Context::Workbench, Context::Everywhere]
    }
}

/// Brings what depends on the chosen case up to date: its tensors are asked for, the plane fits the tensor.
fn settle(model: &mut Model) -> Vec<Effect> {
    let mut wanted = vec![model.case_key()];
    if matches!(model.pane, Pane::Output | Pane::Cases) {
        wanted.extend(published(model));
    }
    let effects: Vec<Effect> = wanted.into_iter().filter_map(|key| ask(model, key)).collect();
    if effects.is_empty() {
        fit_plane(model);
        step::fit(model);
    }
    effects
}

/// The cases of the chosen function that the course publishes a printout of.
fn published(model: &Model) -> Vec<CaseKey> {
    let exercise = model.exercise();
    let positions = exercise
        .printouts
        .iter()
        .filter_map(|printout| exercise.cases.iter().position(|case| case.id == printout.case));
    positions.map(|case| CaseKey { exercise: model.selected, case }).collect()
}

/// Asks for a case's tensors, once, if they may be looked at.
fn ask(model: &mut Model, key: CaseKey) -> Option<Effect> {
    let open = is_open(model.course.exercises.get(key.exercise)?.cases.get(key.case)?);
    let state = model.exercises.get_mut(key.exercise)?.cases.get_mut(key.case)?;
    if open && matches!(state.data, Loaded::No) {
        state.data = Loaded::Asked;
        return Some(Effect::LoadCase(key));
    }
    None
}

/// Lays the plane of the chosen tensor; the cursor goes to its worst cell once that is known.
fn fit_plane(model: &mut Model) {
    let (Some(exercise), Some(case)) = (model.course.exercises.get(model.selected), model.state().case())
    else {
        return;
    };
    let all = subjects(exercise, case);
    let chosen = if model.tensors.tensor < all.len() { model.tensors.tensor } else { 0 };
    let Some(subject) = all.get(chosen) else { return };
    let (shape, preferred) = (subject.tensor.shape().to_vec(), subject.roles.plane);
    let found = match model.tensors.seek {
        Seek::Worst => subject.mismatches(),
        Seek::Nowhere => None,
    };
    if chosen != model.tensors.tensor {
        model.tensors.turn_to(chosen);
    }
    model.tensors.fit(&shape, preferred);
    if let Some(mismatches) = found {
        model.tensors.seek = Seek::Nowhere;
        if let Some(worst) = mismatches.first() {
            model.tensors.jump(&worst.index);
            model.tensors.visited = 1;
        }
    }
}

/// Grades what was saved; the built-in editor must know if it was not its own doing.
fn saved(model: &mut Model, names: &[String]) -> Vec<Effect> {
    let mut effects = grading::saved(model, names);
    effects.extend(draft::touched(model, names));
    effects
}

fn watch(model: &mut Model, watching: Watching) -> Vec<Effect> {
    if let Watching::Off(reason) = &watching {
        model.say(Tone::Problem, format!("Saves are not noticed: {reason}. Press r to run."));
    }
    model.watching = watching;
    Vec::new()
}

fn set_kit(model: &mut Model, kit: Kit) -> Vec<Effect> {
    if let Kit::Failed(reason) = &kit {
        model.say(Tone::Problem, reason.clone());
    }
    model.kit = kit;
    Vec::new()
}

fn loaded(model: &mut Model, key: CaseKey, data: Result<Arc<CaseData>, String>) -> Vec<Effect> {
    let state = model.exercises.get_mut(key.exercise).and_then(|state| state.cases.get_mut(key.case));
    if let Some(state) = state {
        state.data = match data {
            Ok(data) => Loaded::Here(data),
            Err(reason) => Loaded::Failed(reason),
        };
    }
    Vec::new()
}

fn created(model: &mut Model, result: Result<PathBuf, String>) -> Vec<Effect> {
    match result {
        Ok(workspace) => {
            let first = &model.exercise().name;
            model.say(Tone::Calm, format!("{} is ready. Press e to write {first}.", workspace.display()));
            model.workspace = Some(workspace.clone());
            let mut effects = vec![Effect::Watch(workspace)];
            effects.extend(grading::grade_all(model));
            effects
        }
        // A second key press came after the first had done it.
        Err(_) if model.workspace.is_some() => Vec::new(),
        Err(reason) => problem(model, reason),
    }
}

fn edited(model: &mut Model, result: Result<(), String>) -> Vec<Effect> {
    match result {
        Ok(()) => Vec::new(),
        Err(reason) => problem(model, reason),
    }
}

fn panicked(model: &mut Model, worker: Worker, text: &str) -> Vec<Effect> {
    let sentence = format!("An internal error in the thread `{}`: {text}. Please report it.", worker.name());
    match worker {
        Worker::Grade(job) => {
            let effects = grading::ended(model, job, Ok(()));
            model.say(Tone::Problem, sentence);
            return effects;
        }
        Worker::Measure(ticket) => {
            measure::done(model, ticket, None);
        }
        Worker::LoadCase(key) => return loaded(model, key, Err(sentence)),
        Worker::Prepare => return set_kit(model, Kit::Failed(sentence)),
        Worker::Watch => model.watching = Watching::Off(text.to_owned()),
        Worker::Input => model.life = Life::Over,
        Worker::Create | Worker::Draft | Worker::KeepDraft | Worker::SaveProgress | Worker::Signals => {}
    }
    problem(model, sentence)
}

fn problem(model: &mut Model, sentence: String) -> Vec<Effect> {
    model.say(Tone::Problem, sentence);
    Vec::new()
}

#[cfg(test)]
mod tests;
