//! The Step pane: to another cell, part or output, by keys, by the mouse, or by itself.

use crate::explain::Rhythm;
use crate::tensor::{Comparison, compare};
use crate::tui::explanation::{Explanation, explanations};
use crate::tui::keys::Step;
use crate::tui::model::{Model, Tone};
use crate::tui::pane::Pane;
use crate::tui::step::{Play, StepState};
use crate::tui::subject::subjects;
use crate::tui::tensors::{Toward, around};
use std::sync::Arc;

/// Lets `change` see what is explained now; `None` where nothing can be.
fn explained<T>(model: &mut Model, change: impl FnOnce(&[Explanation], &mut StepState) -> T) -> Option<T> {
    let course = Arc::clone(&model.course);
    let exercise = course.exercises.get(model.selected)?;
    let case = exercise.cases.get(model.state().selected_case)?;
    let data = model.state().case()?.shared()?;
    let all = explanations(exercise, case, &data);
    if all.is_empty() { None } else { Some(change(&all, &mut model.step)) }
}

/// The same for the chosen output alone.
fn chosen<T>(model: &mut Model, change: impl FnOnce(&Explanation, &mut StepState) -> T) -> Option<T> {
    explained(model, |all, state| {
        let output = state.output.min(all.len() - 1);
        change(&all[output], state)
    })
}

/// Pulls output, cell and part inside what there is.
pub(super) fn fit(model: &mut Model) {
    explained(model, |all, state| {
        state.output = state.output.min(all.len() - 1);
        let explanation = &all[state.output];
        let last = explanation.stepper.count().saturating_sub(1);
        if state.number > last {
            state.go(last);
        }
        state.part = state.part.min(parts(explanation, state.number).saturating_sub(1));
    });
}

fn parts(explanation: &Explanation, number: usize) -> usize {
    explanation.stepper.step(number).map_or(0, |step| step.parts.len())
}

/// Plays from here, after the end from the beginning; or pauses.
pub(super) fn play(model: &mut Model) {
    let end = chosen(model, |explanation, state| {
        let at_end = state.number + 1 >= explanation.stepper.count();
        let whole = explanation.stepper.rhythm() == Rhythm::Cells;
        at_end && (whole || state.part + 1 >= parts(explanation, state.number))
    });
    model.step.play = match (model.step.play, end) {
        (Play::Playing, _) | (_, None) => Play::Paused,
        (Play::Paused, Some(_)) => Play::Playing,
    };
    if model.step.play == Play::Playing && end == Some(true) {
        model.step.go(0);
    }
}

/// Goes on by one beat of the walk; at its end the play is over.
pub(super) fn beat(model: &mut Model) {
    if model.pause().is_none() {
        return;
    }
    let moved = chosen(model, |explanation, state| match explanation.stepper.rhythm() {
        Rhythm::Parts => onward(explanation, state, Toward::Next),
        Rhythm::Cells => neighbour(explanation, state, Toward::Next),
    });
    if moved.flatten().is_none() {
        model.step.play = Play::Paused;
    }
}

/// One part on or back, over the border of the cell.
pub(super) fn turn_part(model: &mut Model, toward: Toward) {
    chosen(model, |explanation, state| onward(explanation, state, toward));
}

fn onward(explanation: &Explanation, state: &mut StepState, toward: Toward) -> Option<()> {
    if let Some(()) = state.turn_part(parts(explanation, state.number), toward) {
        return Some(());
    }
    neighbour(explanation, state, toward)?;
    if toward == Toward::Previous {
        state.part = parts(explanation, state.number).saturating_sub(1);
    }
    Some(())
}

/// To the cell after or before in the walk.
fn neighbour(explanation: &Explanation, state: &mut StepState, toward: Toward) -> Option<()> {
    let number = match toward {
        Toward::Next => Some(state.number + 1).filter(|number| *number < explanation.stepper.count())?,
        Toward::Previous => state.number.checked_sub(1)?,
    };
    state.go(number);
    Some(())
}

/// Another output of the function.
pub(super) fn turn_output(model: &mut Model, toward: Toward) {
    explained(model, |all, state| {
        state.output = around(state.output, all.len(), toward);
        state.go(0);
    });
}

/// To a cell beside, a slice on or back, or an end of the walk.
pub(super) fn walk(model: &mut Model, step: Step) {
    chosen(model, |explanation, state| {
        let shape = explanation.expected.tensor.shape();
        let Some(cell) = explanation.stepper.cell(state.number) else { return };
        let plane = explanation.plane(&cell);
        let slice = plane.row_count(shape) * plane.column_count(shape);
        let last = explanation.stepper.count().saturating_sub(1);
        let (number, columns) = (state.number, plane.column_count(shape));
        let target = match step {
            Step::Left => number.checked_sub(1),
            Step::Right => Some(number + 1),
            Step::Up => number.checked_sub(columns).filter(|_| number % slice >= columns),
            Step::Down => Some(number + columns).filter(|_| number % slice + columns < slice),
            Step::PageUp => number.checked_sub(slice),
            Step::PageDown => Some(number + slice),
            Step::First => Some(0),
            Step::Last => Some(last),
        };
        if let Some(target) = target.filter(|target| *target <= last) {
            state.go(target);
        }
    });
}

/// To the cell of the shown plane at this row and column.
pub(super) fn point(model: &mut Model, row: usize, column: usize) {
    chosen(model, |explanation, state| {
        let cell = explanation.stepper.cell(state.number)?;
        let index = explanation.plane(&cell).index_of(row, column);
        state.go(explanation.stepper.step_of(&index)?);
        Some(())
    });
}

/// To the next wrong cell, worst first; from a cell that is right, to the worst.
pub(super) fn visit(model: &mut Model, toward: Toward) {
    let actual = model.state().case().map(|case| case.actual.clone()).unwrap_or_default();
    let found = chosen(model, |explanation, state| {
        let expected = explanation.expected;
        let (_, actual) = actual.iter().find(|(name, _)| *name == expected.name)?;
        let Comparison::Cells { mismatches, .. } = compare(&expected.tensor, actual, expected.tolerance)
        else {
            return None;
        };
        let here = explanation.stepper.cell(state.number)?;
        let place = mismatches.iter().position(|mismatch| mismatch.index == here);
        let next = place.map_or(0, |place| around(place, mismatches.len(), toward));
        if let Some(mismatch) = mismatches.get(next) {
            state.go(explanation.stepper.step_of(&mismatch.index)?);
        }
        Some(mismatches.len())
    });
    match found.flatten() {
        None => model.say(Tone::Calm, "There is nothing to compare here yet."),
        Some(0) => model.say(Tone::Calm, "Every cell of this output is right."),
        Some(_) => {}
    }
}

/// Keeps both panes at one cell: what is explained follows the cursor of the Tensors pane, and the cursor follows the
/// walk when that has left the cell it was at `before`, an output and a number.
pub(super) fn link(model: &mut Model, before: (usize, usize)) {
    let walked = model.pane == Pane::Step && (model.step.output, model.step.number) != before;
    if !walked && model.pane != Pane::Tensors {
        return;
    }
    let subjects = model.state().case().map(|case| subjects(model.exercise(), case)).unwrap_or_default();
    let names: Vec<String> = subjects.iter().map(|subject| subject.name.to_owned()).collect();
    let (shown, cursor) = (names.get(model.tensors.tensor), model.tensors.plane.at.clone());
    let walk = explained(model, |all, state| {
        if walked {
            let explanation = &all[state.output.min(all.len() - 1)];
            return Some((explanation.expected.name.clone(), explanation.stepper.cell(state.number)?));
        }
        let output = all.iter().position(|one| Some(&one.expected.name) == shown)?;
        let number = all[output].stepper.step_of(&cursor)?;
        if (state.output, state.number) != (output, number) {
            state.output = output;
            state.go(number);
        }
        None
    });
    if let Some((name, cell)) = walk.flatten()
        && shown == Some(&name)
    {
        model.tensors.jump(&cell);
    }
}

/// Turns to the Step pane, at the cell under the cursor of the Tensors pane.
pub(super) fn explain_cursor(model: &mut Model) {
    let subjects = model.state().case().map(|case| subjects(model.exercise(), case)).unwrap_or_default();
    let name = subjects.get(model.tensors.tensor).map(|subject| subject.name.to_owned());
    let cell = model.tensors.plane.at.clone();
    let found = explained(model, |all, state| {
        let output = all.iter().position(|one| Some(&one.expected.name) == name.as_ref())?;
        state.output = output;
        state.go(all[output].stepper.step_of(&cell)?);
        Some(())
    });
    if found.flatten().is_some() {
        model.step.play = Play::Paused;
        model.pane = Pane::Step;
        return;
    }
    let sentence = match name {
        Some(name) => format!("There is nothing to step through in `{name}`: turn to an output with o."),
        None => "There is nothing to explain yet.".to_owned(),
    };
    model.say(Tone::Calm, sentence);
}
