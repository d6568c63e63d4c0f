//! What each message changes. No I/O happens here: what must happen outside is given back as effects.

mod background;
mod copying;
mod glance;
mod input;
mod mouse;
mod picture;
mod survey;
mod typing;

pub(super) use background::plane;
pub(super) use input::{beneath, contexts};
pub(super) use picture::NO_HUES;

use super::effect::Effect;
use super::items::{Place, items};
use super::jobs::{Job, Outcome};
use super::model::{Age, Facts, Model};
use super::msg::{Msg, Worker};
use super::reading::{Tile, Values};
use super::sheet::{Sheet, SheetId, State};
use super::{Purpose, ViewedFile};
use crate::formats::Source;
use crate::tensor::{Tolerance, shape_text};
use crate::tui::model::{Life, Tone};
use std::sync::Arc;

/// The effects with which the viewer begins.
pub(super) fn begin(model: &mut Model) -> Vec<Effect> {
    let watched = model.files.iter().enumerate().filter_map(|(number, file)| {
        Some((number, file.name.clone(), file.path.clone()?, file.entry.clone()))
    });
    let mut effects = vec![Effect::Watch(watched.collect())];
    if model.list.items.len() == 1 {
        effects.extend(open(model, 0));
    }
    effects.extend(survey::begin(model));
    effects.extend(glance::begin(model));
    effects
}

/// Changes the model as the message asks for.
pub(super) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = match msg {
        Msg::Input(events) => input::take(model, events),
        Msg::Opened(id, result) => opened(model, id, result),
        Msg::Painted(id, result) => painted(model, id, result),
        Msg::Valued(id, result) => valued(model, id, result),
        Msg::Worked(id, report) => background::worked(model, id, report),
        Msg::Changed(file, result) => changed(model, file, result),
        Msg::Beat => Vec::new(),
        Msg::Panicked(worker, text) => panicked(model, worker, &text),
        Msg::Stop => {
            model.life = Life::Over;
            Vec::new()
        }
    };
    effects.extend(settle(model));
    effects
}

/// Asks for what came into sight.
fn settle(model: &mut Model) -> Vec<Effect> {
    model.list.scroll(model.list_height());
    let mut effects = glance::begin(model);
    let space = model.space();
    let (Some(sheet), Some(space)) = (&mut model.sheet, space) else { return effects };
    let Some(wanted) = sheet.settle(space) else { return effects };
    if let Some(readers) = sheet.readers().cloned() {
        let pointed = sheet.pointed();
        if let Some(pointed) = pointed.filter(|pointed| sheet.pointed_at.as_ref() != Some(pointed)) {
            sheet.pointed_at = Some(pointed.clone());
            effects.push(Effect::Point(sheet.id, readers.clone(), pointed));
        }
        if sheet.asked.as_ref() != Some(&wanted) {
            sheet.asked = Some(wanted.clone());
            effects.push(Effect::Read(sheet.id, readers, wanted));
        }
    }
    if model.facts == Facts::Shown {
        effects.extend(background::measure(model, background::UNASKED));
    }
    effects
}

/// Looks at an item.
fn open(model: &mut Model, item: usize) -> Vec<Effect> {
    model.jobs.stop(|job| job.is_of_sheet() || !job.is_told());
    model.glanced = None;
    model.last_sheet = model.last_sheet.next();
    model.list.reveal(item);
    let (display, slices) = (model.display, model.slices);
    let sheet = Sheet { display, slices, ..Sheet::new(model.last_sheet, item) };
    model.sheet = Some(sheet);
    ask(model, item)
}

/// Asks for an item's tensors.
fn ask(model: &Model, item: usize) -> Vec<Effect> {
    let Some(item) = model.list.items.get(item) else { return Vec::new() };
    let archive = |place: &Place| (Arc::clone(&model.files[place.file].archive), *place);
    vec![Effect::Open(model.last_sheet, item.places.iter().map(archive).collect())]
}

fn opened(model: &mut Model, id: SheetId, result: Result<Vec<Source>, String>) -> Vec<Effect> {
    let Some(sheet) = model.sheet.as_mut().filter(|sheet| sheet.id == id) else { return Vec::new() };
    match result {
        Ok(sources) => {
            let tolerance = match model.purpose {
                Purpose::Compare(tolerance) => tolerance,
                Purpose::Look => Tolerance::EXACT,
            };
            if let [expected, actual] = sources.as_slice()
                && expected.shape() != actual.shape()
            {
                let pair = [expected.clone(), actual.clone()];
                let shapes = pair.each_ref().map(|source| shape_text(source.shape()));
                sheet.unlike = Some(actual.description().clone());
                sheet.open(sources, tolerance);
                let text = format!("The shapes differ: {} instead of {}.", shapes[1], shapes[0]);
                model.say(Tone::Problem, text);
                return background::compare_with(model, pair, tolerance);
            }
            sheet.open(sources, tolerance);
            if let Some(slice) = model.slice.take() {
                typing::go(model, &slice);
            }
            picture::fit_pixels(model);
            background::compare(model)
        }
        Err(reason) => {
            sheet.state = State::Failed(reason);
            model.came_to(Outcome::Failed);
            Vec::new()
        }
    }
}

fn painted(model: &mut Model, id: SheetId, result: Result<Box<Tile>, String>) -> Vec<Effect> {
    let Some(sheet) = model.sheet.as_mut().filter(|sheet| sheet.id == id) else { return Vec::new() };
    match result {
        Ok(tile) => sheet.paint(*tile),
        Err(reason) => model.say(Tone::Problem, format!("It cannot be read: {reason}.")),
    }
    Vec::new()
}

fn valued(model: &mut Model, id: SheetId, result: Result<Box<Values>, String>) -> Vec<Effect> {
    let Some(sheet) = model.sheet.as_mut().filter(|sheet| sheet.id == id) else { return Vec::new() };
    match result {
        Ok(values) => sheet.values = Some(*values),
        Err(reason) => model.say(Tone::Problem, format!("It cannot be read: {reason}.")),
    }
    Vec::new()
}

/// A file has changed: the list and the tensor that is looked at are renewed, the cursor stays.
fn changed(model: &mut Model, number: usize, result: Result<Box<ViewedFile>, String>) -> Vec<Effect> {
    let file = match result {
        Ok(file) => file,
        Err(reason) => {
            if let Some(file) = model.files.get_mut(number) {
                file.age = Age::Outdated;
            }
            model.say(Tone::Problem, reason);
            return Vec::new();
        }
    };
    let Some(place) = model.files.get_mut(number) else { return Vec::new() };
    *place = (*file).into();
    let looked_at = model.sheet.as_ref().map(|sheet| model.list.items[sheet.item].name.clone());
    model.list.renew(items(&model.files, model.purpose));
    glance::forget(model);
    let mut effects = survey::begin(model);
    model.say(Tone::Calm, "The file has changed and was read again.");
    let Some(name) = looked_at else { return effects };
    model.jobs.stop(Job::is_of_sheet);
    model.last_sheet = model.last_sheet.next();
    let Some(item) = model.list.items.iter().position(|item| item.name == name) else {
        model.sheet = None;
        model.say(Tone::Problem, "The file has changed, and the tensor is no longer in it.");
        return effects;
    };
    let again = model.sheet.take().map(|sheet| Sheet { item, ..sheet.again(model.last_sheet) });
    model.sheet = again;
    model.list.choose(item);
    effects.extend(ask(model, item));
    effects
}

fn panicked(model: &mut Model, worker: Worker, text: &str) -> Vec<Effect> {
    use crate::tui::workers::Thread;
    let sentence = format!("An internal error in the thread `{}`: {text}. Please report it.", worker.name());
    match worker {
        Worker::Open(id) => return opened(model, id, Err(sentence)),
        Worker::Work(id) => {
            model.jobs.end(id);
        }
        Worker::Input => model.life = Life::Over,
        Worker::Read(_) | Worker::Point(_) | Worker::Watch | Worker::Signals => {}
    }
    model.say(Tone::Problem, sentence);
    Vec::new()
}

/// Whether something is waited for that does not report by itself.
pub(super) fn waits(model: &Model) -> bool {
    let inflating = model.sheet.as_ref().and_then(Sheet::source).and_then(Source::progress);
    let unread = model.sheet.as_ref().is_some_and(|sheet| {
        sheet.asked.is_some() && sheet.tile.as_ref().map(|tile| &tile.wanted) != sheet.asked.as_ref()
    });
    unread && inflating.is_some_and(|progress| progress.done < progress.total)
}

#[cfg(test)]
mod tests;
