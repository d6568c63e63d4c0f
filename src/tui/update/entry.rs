//! The line into which text is typed: what is typed, and what comes of it.

use super::input::act;
use crate::tui::effect::Effect;
use crate::tui::entry::{Entry, Purpose, offers, passes};
use crate::tui::keys::EntryAction;
use crate::tui::model::{Model, Tone};
use crate::tui::pane::Pane;
use crate::tui::tensors::{Toward, around};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Begins to type.
pub(super) fn open(model: &mut Model, purpose: Purpose) {
    if purpose == Purpose::Find && matches!(model.pane, Pane::Tensors | Pane::Cases) {
        model.say(Tone::Calm, "There is no text to search in this pane; f filters the functions.");
        return;
    }
    model.entry = Some(Entry::new(purpose));
}

/// The palette of the actions that mean something now.
pub(super) fn palette(model: &mut Model) {
    let all = offers(&super::contexts(model));
    open(model, Purpose::Palette(all));
}

/// A key that is text.
pub(super) fn press(model: &mut Model, key: KeyEvent) {
    if let KeyCode::Char(letter) = key.code
        && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
    {
        typed(model, &letter.to_string());
    }
}

/// Text that was typed or pasted.
pub(super) fn typed(model: &mut Model, text: &str) {
    if let Some(entry) = &mut model.entry {
        entry.push(text);
    }
    follow(model);
}

/// Does what a key of the table asks for.
pub(super) fn handle(model: &mut Model, action: EntryAction) -> Option<Effect> {
    match action {
        EntryAction::Delete => {
            if let Some(entry) = &mut model.entry {
                entry.pop();
            }
            follow(model);
        }
        EntryAction::Cancel => {
            if let Some(entry) = &mut model.entry {
                entry.text.clear();
            }
            follow(model);
            model.entry = None;
        }
        EntryAction::Choose(toward) => {
            if let Some(entry) = &mut model.entry {
                entry.chosen = around(entry.chosen, entry.offers().len(), toward);
            }
        }
        EntryAction::Accept => return accept(model),
    }
    None
}

/// What is filtered or found follows while one types.
fn follow(model: &mut Model) {
    let Some(entry) = &model.entry else { return };
    match entry.purpose {
        Purpose::Filter => model.filter.clone_from(&entry.text),
        Purpose::Find => model.wanted.clone_from(&entry.text),
        Purpose::FindInDraft | Purpose::Palette(_) => {}
    }
}

fn accept(model: &mut Model) -> Option<Effect> {
    let entry = model.entry.take()?;
    match &entry.purpose {
        Purpose::Filter => first_that_passes(model),
        Purpose::Find if !entry.text.is_empty() => find(model, Toward::Next),
        Purpose::FindInDraft => {
            if let Some(draft) = &mut model.draft
                && !draft.find(&entry.text)
                && !entry.text.is_empty()
            {
                model.say(Tone::Calm, format!("`{}` is not in this file.", entry.text));
            }
        }
        Purpose::Palette(_) => {
            let action = entry.offers().get(entry.chosen).map(|offer| offer.action)?;
            return act(model, action);
        }
        Purpose::Find => {}
    }
    None
}

/// Chooses the first function that passes the filter, if the chosen one does not.
fn first_that_passes(model: &mut Model) {
    let names: Vec<String> = model.course.exercises.iter().map(|exercise| exercise.name.clone()).collect();
    match names.iter().position(|name| passes(&model.filter, name)) {
        Some(_) if passes(&model.filter, &names[model.selected]) => {}
        Some(first) => super::input::select(model, first),
        None => {
            model.say(Tone::Calm, format!("No function's name holds `{}`.", model.filter.trim()));
            model.filter.clear();
        }
    }
}

/// Scrolls to the next line that holds what is looked for, as the last frame laid it out.
pub(super) fn find(model: &mut Model, toward: Toward) {
    if model.wanted.is_empty() {
        model.say(Tone::Calm, "Press / to look for a text in this pane.");
        return;
    }
    let first = model.scroll[model.pane.position()].min(model.areas.scroll_limit());
    let found = &model.areas.found;
    let next = match toward {
        Toward::Next => found.iter().find(|line| **line > first).or_else(|| found.first()),
        Toward::Previous => found.iter().rev().find(|line| **line < first).or_else(|| found.last()),
    };
    match next {
        Some(line) => model.scroll[model.pane.position()] = *line,
        None => {
            let text = format!("`{}` is not in this pane.", model.wanted);
            model.say(Tone::Calm, text);
        }
    }
}

/// The next function in the list as filtered.
pub(super) fn neighbour(model: &Model, toward: Toward) -> usize {
    let count = model.exercises.len();
    let shown = |index: &usize| passes(&model.filter, &model.course.exercises[*index].name);
    let mut index = model.selected;
    for _ in 0..count {
        index = around(index, count, toward);
        if shown(&index) {
            return index;
        }
    }
    model.selected
}
