//! The comparison of all pairs of the list, in the background.

use crate::tui::model::Tone;
use crate::tui::tensors::Toward;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::effect::Effect;
use crate::tui::viewer::items::{Item, Place};
use crate::tui::viewer::jobs::{Aim, Outcome, Pair, Work};
use crate::tui::viewer::model::Model;
use std::sync::Arc;

/// Begins to compare all pairs; one pair alone is compared when it is opened.
pub(super) fn begin(model: &mut Model) -> Vec<Effect> {
    let Purpose::Compare(tolerance) = model.purpose else { return Vec::new() };
    if model.list.items.len() < 2 {
        return Vec::new();
    }
    let pair = |(item, described): (usize, &Item)| {
        let archive = |place: &Place| (Arc::clone(&model.files[place.file].archive), *place);
        let places: Vec<_> = described.places.iter().map(archive).collect();
        (places.len() == 2).then_some(Pair { item, places, bytes: described.bytes })
    };
    let pairs = model.list.items.iter().enumerate().filter_map(pair).collect();
    let (id, stop) = model.jobs.begin(Aim::Survey);
    follow(model);
    vec![Effect::Work(id, stop, Work::Survey { pairs, tolerance })]
}

/// Takes what came of some pairs.
pub(super) fn take(model: &mut Model, outcomes: Vec<(usize, Outcome)>) {
    for (item, outcome) in outcomes {
        if let Some(item) = model.list.items.get_mut(item) {
            item.outcome = Some(outcome);
        }
    }
    follow(model);
}

/// Chooses the first tensor that differs, as soon as it is known, unless a line was chosen by hand.
fn follow(model: &mut Model) {
    if model.list.touched || model.sheet.is_some() {
        return;
    }
    let first = model.list.items.iter().position(|item| item.differs() != Some(false));
    if let Some(first) = first.filter(|first| model.list.items[*first].differs() == Some(true)) {
        model.list.reveal(first);
        model.list.touched = true;
    }
}

/// Chooses the next tensor that differs, around the end.
pub(super) fn visit(model: &mut Model, toward: Toward) {
    let here = model.list.node_position();
    let differs = |(_, item): &(usize, usize)| model.list.items[*item].differs() == Some(true);
    let lines: Vec<(usize, usize)> = model.list.leaves().into_iter().filter(differs).collect();
    let found = match toward {
        Toward::Next => lines.iter().find(|(line, _)| *line > here).or(lines.first()),
        Toward::Previous => lines.iter().rfind(|(line, _)| *line < here).or(lines.last()),
    };
    match found.map(|(_, item)| *item) {
        Some(item) => {
            model.list.reveal(item);
            model.list.touched = true;
        }
        None if model.jobs.of(Aim::Survey).is_some() => {
            model.say(Tone::Calm, "No tensor that differs was found yet.");
        }
        None => model.say(Tone::Calm, "No tensor differs."),
    }
}
