//! Statistics of the tensor that is chosen in the list.

use super::background::UNASKED;
use crate::tui::viewer::effect::Effect;
use crate::tui::viewer::jobs::{Aim, Report, Work};
use crate::tui::viewer::model::Model;
use std::sync::Arc;

/// Asks for those of the chosen tensor, unless they are known, or it takes up more than is read unasked.
pub(super) fn begin(model: &mut Model) -> Vec<Effect> {
    if model.sheet.is_some() || model.list_facts() == 0 {
        return Vec::new();
    }
    let chosen = model.list.item();
    if model.glanced == chosen {
        return Vec::new();
    }
    model.glanced = chosen;
    model.jobs.stop(|job| job.aim == Aim::Glance);
    let Some(item) = chosen.map(|item| &model.list.items[item]) else { return Vec::new() };
    if model.glances.contains_key(&item.name) || item.described.is_err() || item.bytes > UNASKED {
        return Vec::new();
    }
    let Some(&place) = item.places.first() else { return Vec::new() };
    let archive = Arc::clone(&model.files[place.file].archive);
    let (id, stop) = model.jobs.begin(Aim::Glance);
    vec![Effect::Work(id, stop, Work::Glance { archive, place })]
}

/// Takes what was found.
pub(super) fn take(model: &mut Model, report: Report) {
    let Some(item) = model.glanced.and_then(|item| model.list.items.get(item)) else { return };
    let found = match report {
        Report::Measured(profile) => Ok(*profile),
        Report::Failed(reason) => Err(reason),
        _ => return,
    };
    model.glances.insert(item.name.clone(), found);
}

/// Forgets what was found: the files have changed.
pub(super) fn forget(model: &mut Model) {
    model.jobs.stop(|job| job.aim == Aim::Glance);
    model.glances.clear();
    model.glanced = None;
}
