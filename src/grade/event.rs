//! What happens while a submission is graded. Facts only: no colour, no format, no screen.

use super::{CaseOutcome, ExerciseOutcome};
use crate::tensor::Tensor;
use serde::{Deserialize, Serialize};

/// One step of a grading run. The events of a run, replayed, give the same outcome.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum GradeEvent {
    /// The compiler was started for these functions.
    Compiling {
        /// Their names, in course order.
        exercises: Vec<String>,
    },
    /// A case has a verdict of its own, which blame may still change.
    CaseJudged {
        /// The function's name.
        exercise: String,
        /// As the report will have it, unless blame replaces it.
        case: CaseOutcome,
        /// What the function returned, by output name; empty where it returned nothing.
        actual: Vec<(String, Tensor)>,
    },
    /// An exercise has its final verdict.
    ExerciseJudged(ExerciseOutcome),
}
