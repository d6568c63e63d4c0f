//! What is kept for the next session.

use crate::course::Attempt;
use crate::grade::{ExerciseOutcome, Verdict, clue};
use crate::tui::effect::Effect;
use crate::tui::model::Model;

/// Notes a verdict as an attempt, unless it says the same as the one before.
pub(super) fn attempt(model: &mut Model, when: u64, outcome: &ExerciseOutcome) -> Option<Effect> {
    let outputs = outcome.cases.iter().flat_map(|case| &case.outputs);
    let attempt = Attempt {
        when,
        score: outcome.score.to_f64(),
        verdict: outcome.verdict.name().to_owned(),
        wrong_cells: outputs.filter_map(|output| output.mismatched).sum(),
    };
    let record = model.progress.record(&outcome.name);
    let clue = clue(outcome);
    let same = |last: &Attempt| Attempt { when, ..last.clone() } == attempt && record.last_clue == clue;
    let untouched = matches!(outcome.verdict, Verdict::NotStarted | Verdict::Missing);
    if record.attempts.last().map_or(untouched, same) {
        return None;
    }
    model.progress.add(&outcome.name, attempt, clue);
    Some(save(model))
}

/// Notes that the hint at this position was shown.
pub(super) fn hint(model: &mut Model, position: usize) -> Effect {
    let (name, count) = (model.exercise().name.clone(), model.exercise().hints.len());
    model.progress.see_hint(&name, position, count);
    model.state_mut().hints = model.progress.record(&name).seen_hints(count);
    save(model)
}

/// Notes where the learner is, if that changed: a later session begins there.
pub(super) fn place(model: &mut Model) -> Option<Effect> {
    let exercise = model.exercise();
    let selected = Some(exercise.name.clone());
    let case = exercise.cases.get(model.state().selected_case).map(|case| case.id.clone());
    let pane = Some(model.pane.title().to_owned());
    let progress = &mut model.progress;
    if (&progress.selected, &progress.pane, &progress.case) == (&selected, &pane, &case) {
        return None;
    }
    (progress.selected, progress.pane, progress.case) = (selected, pane, case);
    Some(save(model))
}

fn save(model: &Model) -> Effect {
    Effect::SaveProgress(Box::new(model.progress.clone()))
}
