//! Measuring the learner's terms: only while they can be seen, one case at a time.

use crate::grade::{Measured, Verdict};
use crate::tui::effect::Effect;
use crate::tui::exercise::{CaseState, Freshness, Measurement, is_open};
use crate::tui::model::{Kit, Model};
use crate::tui::msg::{CaseKey, Ticket};
use crate::tui::pane::Pane;
use std::sync::Arc;

/// Asks for what the Step pane would show, and stops what it no longer would.
pub(super) fn settle(model: &mut Model) -> Vec<Effect> {
    let wanted = wanted(model);
    let mut effects = Vec::new();
    if let Some(ticket) = model.measuring.filter(|ticket| Some(ticket.key) != wanted) {
        model.measuring = None;
        set(model, ticket.key, Measurement::Unknown);
        effects.push(Effect::StopMeasuring);
    }
    if let Some(key) = wanted.filter(|key| case(model, *key).is_some_and(is_unknown)) {
        let ticket = Ticket { key, number: model.measurements };
        model.measurements += 1;
        model.measuring = Some(ticket);
        set(model, key, Measurement::Asked);
        effects.push(Effect::Measure(ticket));
    }
    effects
}

/// Takes what was measured, if it is what was asked for last.
pub(super) fn done(model: &mut Model, ticket: Ticket, measured: Option<Arc<Measured>>) -> Vec<Effect> {
    if model.measuring == Some(ticket) {
        model.measuring = None;
        set(model, ticket.key, measured.map_or(Measurement::Impossible, Measurement::Here));
    }
    Vec::new()
}

/// The case whose terms the Step pane would show: one that is wrong by a verdict on what the file holds now.
fn wanted(model: &Model) -> Option<CaseKey> {
    let key = model.case_key();
    let declared = model.exercise().cases.get(key.case)?;
    let known = case(model, key)?;
    let wrong = known.outcome.as_ref().is_some_and(|outcome| outcome.verdict == Verdict::WrongAnswer);
    let possible = matches!(model.kit, Kit::Ready(_)) && model.workspace.is_some();
    let fresh = model.state().freshness == Freshness::Fresh;
    let shown = model.pane == Pane::Step && is_open(declared) && known.here().is_some();
    (wrong && possible && fresh && shown && model.exercise().family.is_some()).then_some(key)
}

fn case(model: &Model, key: CaseKey) -> Option<&CaseState> {
    model.exercises.get(key.exercise)?.cases.get(key.case)
}

fn is_unknown(case: &CaseState) -> bool {
    matches!(case.measured, Measurement::Unknown)
}

fn set(model: &mut Model, key: CaseKey, measured: Measurement) {
    let case = model.exercises.get_mut(key.exercise).and_then(|state| state.cases.get_mut(key.case));
    if let Some(case) = case {
        case.measured = measured;
    }
}
