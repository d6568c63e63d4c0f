//! The line being typed, and what becomes of it.

use super::background;
use crate::formats::{Axis, Presence};
use crate::inspect;
use crate::picture::Levels;
use crate::tensor::AxisNames;
use crate::tui::keys::EntryAction;
use crate::tui::model::Tone;
use crate::tui::viewer::effect::Effect;
use crate::tui::viewer::items::one_line;
use crate::tui::viewer::model::{Entry, Model, Typing};
use crate::tui::viewer::sheet::Sheet;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Begins a line.
pub(super) fn begin(model: &mut Model, purpose: Typing) {
    let text = match purpose {
        Typing::Names => model.names.to_string(),
        Typing::Filter | Typing::Go | Typing::Search | Typing::Range => String::new(),
    };
    model.entry = Some(Entry { purpose, text });
}

/// What is done with the line being typed.
pub(super) fn entry(model: &mut Model, action: EntryAction) -> Vec<Effect> {
    let Some(entry) = &mut model.entry else { return Vec::new() };
    match action {
        EntryAction::Delete => {
            entry.text.pop();
            typed(model);
        }
        EntryAction::Cancel => {
            let was = model.entry.take().map(|entry| entry.purpose);
            if was == Some(Typing::Filter) {
                model.list.filter("");
            }
        }
        EntryAction::Accept => {
            let Some(Entry { purpose, text }) = model.entry.take() else { return Vec::new() };
            match purpose {
                Typing::Filter => {}
                Typing::Go => go(model, &text),
                Typing::Search if text.trim().is_empty() => {}
                Typing::Search => return background::search_for(model, &text),
                Typing::Names => name_axes(model, &text),
                Typing::Range => set_range(model, &text),
            }
        }
        EntryAction::Choose(_) => {}
    }
    Vec::new()
}

/// A filter holds while it is typed.
fn typed(model: &mut Model) {
    if let Some(Entry { purpose: Typing::Filter, text }) = &model.entry {
        model.list.filter(&text.clone());
    }
}

/// Takes a key that means nothing but itself.
pub(super) fn type_key(model: &mut Model, key: KeyEvent) {
    if let KeyCode::Char(letter) = key.code
        && (key.modifiers - KeyModifiers::SHIFT).is_empty()
    {
        type_text(model, letter.encode_utf8(&mut [0; 4]));
    }
}

/// Takes text into the line being typed.
pub(super) fn type_text(model: &mut Model, text: &str) {
    if let Some(entry) = &mut model.entry {
        entry.text.extend(text.chars().filter(|letter| !letter.is_control()));
        typed(model);
    }
}

/// Puts the cursor on an index as NumPy writes it; axes that are not named keep theirs.
pub(super) fn go(model: &mut Model, text: &str) {
    let Some(sheet) = &mut model.sheet else { return };
    let Some(source) = sheet.source() else { return };
    if source.shape().contains(&0) {
        return;
    }
    match inspect::window(text, source.shape()) {
        Ok(window) => {
            // An axis that is not narrowed keeps its place.
            let kept = |axis: &Axis| {
                axis.presence == Presence::Kept && axis.runs.iter().all(|run| run.start == 0 && run.step == 1)
            };
            let named = window.index_of(&vec![0; source.shape().len()]);
            let index = window.axes.iter().zip(&sheet.walk.plane.at).zip(named);
            let index: Vec<usize> =
                index.map(|((axis, at), named)| if kept(axis) { *at } else { named }).collect();
            sheet.walk.jump(&index);
        }
        Err(error) => model.say(Tone::Problem, format!("{error}.")),
    }
}

/// Names the axes of all tensors that have as many; nothing typed takes the names away.
fn name_axes(model: &mut Model, text: &str) {
    let rank = model.sheet.as_ref().and_then(Sheet::source).map_or(0, |source| source.shape().len());
    let names = if text.trim().is_empty() { Ok(AxisNames::default()) } else { AxisNames::parse(text) };
    match names {
        Ok(names) if names.count() != 0 && names.count() != rank => {
            let count = names.count();
            model.say(Tone::Problem, format!("These are {count} names, and this tensor has {rank} axes."));
        }
        Ok(names) => model.names = names,
        Err(error) => model.say(Tone::Problem, one_line(&format!("{error}."))),
    }
}

/// Sets the ends of the colours; nothing typed lets them follow the values again.
fn set_range(model: &mut Model, text: &str) {
    let Some(sheet) = &mut model.sheet else { return };
    if text.trim().is_empty() {
        sheet.ends = None;
        return;
    }
    match ends(text) {
        Some(ends) => {
            sheet.ends = Some(ends);
            model.say(Tone::Calm, format!("The colours span {} to {}; v frees them.", ends.low, ends.high));
        }
        None => model.say(Tone::Problem, "A range is two numbers, the smaller one first: -1 1."),
    }
}

/// `-1 1`, `-1,1` or `-1..1`.
fn ends(text: &str) -> Option<Levels> {
    let text = text.replace("..", " ").replace(',', " ");
    let numbers: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers.as_slice() {
        [low, high] if low < high && low.is_finite() && high.is_finite() => {
            Some(Levels { low: *low, high: *high })
        }
        _ => None,
    }
}
