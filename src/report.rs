//! Reports: one file a format, all from the same outcome.

pub mod archive;
mod classroom;
mod format;
mod github;
mod gradescope;
mod html;
pub mod json;
mod junit;
mod markdown;
mod neutral;
pub mod rust_test;
pub mod text;

pub use format::{Format, Graded, Look};
pub use markdown::step_summary;

use crate::grade::{ExerciseOutcome, GradeEvent, Verdict};
use crate::tensor::Tensor;
use std::collections::BTreeMap;

/// The tensors that the learner's functions returned, by case. An outcome holds the worst cells only; drawing needs
/// their neighbours too.
#[derive(Clone, Debug, Default)]
pub struct Answers(BTreeMap<String, Vec<(String, Tensor)>>);

impl Answers {
    /// Keeps what an event tells. A case that is judged again, because another function was to blame, counts anew.
    pub fn push(&mut self, event: &GradeEvent) {
        if let GradeEvent::CaseJudged { case, actual, .. } = event {
            self.0.insert(case.id.clone(), actual.clone());
        }
    }

    /// The output tensors of a case, by name; empty where the function returned nothing.
    #[must_use]
    pub fn of(&self, case: &str) -> &[(String, Tensor)] {
        self.0.get(case).map_or(&[], Vec::as_slice)
    }

    /// One output tensor of a case.
    #[must_use]
    pub fn output(&self, case: &str, name: &str) -> Option<&Tensor> {
        self.of(case).iter().find(|(known, _)| known == name).map(|(_, tensor)| tensor)
    }
}

/// Cases that passed.
fn passed_cases(exercise: &ExerciseOutcome) -> usize {
    exercise.cases.iter().filter(|case| case.verdict == Verdict::Passed).count()
}
