//! An outcome as what progress remembers of it.

use super::ExerciseOutcome;
use crate::course::{Attempt, Clue};
use std::time::{SystemTime, UNIX_EPOCH};

/// What to remember of an exercise that was graded just now.
#[must_use]
pub fn attempt(outcome: &ExerciseOutcome) -> Attempt {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let outputs = outcome.cases.iter().flat_map(|case| &case.outputs);
    Attempt {
        when: since.map_or(0, |since| since.as_secs()),
        score: outcome.score.to_f64(),
        verdict: outcome.verdict.name().to_owned(),
        wrong_cells: outputs.filter_map(|output| output.mismatched).sum(),
    }
}

/// What to remember of an exercise's diagnosis: hints are chosen by it.
#[must_use]
pub fn clue(outcome: &ExerciseOutcome) -> Option<Clue> {
    let diagnosis = outcome.diagnosis.as_ref()?;
    Some(Clue {
        kind: diagnosis.kind.name().to_owned(),
        mistake: diagnosis.mistake.clone(),
        message: diagnosis.message.clone(),
    })
}
