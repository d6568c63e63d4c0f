//! What is kept for the next session.

use crate::grade::ExerciseOutcome;
use crate::tui::effect::Effect;
use crate::tui::model::Model;

/// Notes a verdict as an attempt.
pub(super) fn attempt(_model: &mut Model, _outcome: &ExerciseOutcome) -> Option<Effect> {
    None
}

/// Notes how many hints of the chosen function were shown.
pub(super) fn hints(_model: &mut Model) -> Option<Effect> {
    None
}
