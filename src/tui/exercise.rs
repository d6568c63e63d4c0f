//! What the workbench knows of one function: its cases, their tensors, and the last verdict.

use super::change::{Change, WrongCells};
use super::msg::CaseData;
use crate::course::{Case, Exercise, Record, Visibility};
use crate::grade::{CaseOutcome, ExerciseOutcome, Measured, Points, Verdict};
use crate::tensor::Tensor;
use std::sync::Arc;

/// The state of one function.
#[derive(Debug)]
pub(super) struct ExerciseState {
    /// The last final outcome.
    pub(super) outcome: Option<ExerciseOutcome>,
    /// What an earlier session reached; shown until the first verdict of this one.
    pub(super) remembered: Option<(Verdict, Points)>,
    pub(super) freshness: Freshness,
    /// In course order.
    pub(super) cases: Vec<CaseState>,
    pub(super) selected_case: usize,
    /// Positions of the hints shown, in the order of showing.
    pub(super) hints: Vec<usize>,
    wrong: Option<WrongCells>,
    /// What the last run changed against the one before it in this session.
    pub(super) change: Option<Change>,
}

/// The state of one case.
#[derive(Debug, Default)]
pub(super) struct CaseState {
    pub(super) data: Loaded,
    pub(super) outcome: Option<CaseOutcome>,
    /// What the function returned in the run of `outcome`, by output name.
    pub(super) actual: Vec<(String, Tensor)>,
    /// What the function adds up, by the program of `outcome`.
    pub(super) measured: Measurement,
}

/// What a function adds up in a case, measured when it is looked at.
#[derive(Debug, Default)]
pub(super) enum Measurement {
    #[default]
    Unknown,
    Asked,
    Here(Arc<Measured>),
    /// The function is no weighted sum, or gave no answer.
    Impossible,
}

/// Inputs and expected outputs that are built when first looked at.
#[derive(Debug, Default)]
pub(super) enum Loaded {
    #[default]
    No,
    Asked,
    Here(Arc<CaseData>),
    Failed(String),
}

/// How far a verdict can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Freshness {
    /// Never graded in this session.
    Unknown,
    Fresh,
    /// An edit came after it.
    Stale,
    /// A run is under way.
    Running,
}

/// A function's state in one glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Passed,
    /// Some cases passed.
    Partly,
    /// Not started, or not known.
    Open,
    Failed,
}

impl ExerciseState {
    /// The state before anything is graded in this session.
    pub(super) fn of(exercise: &Exercise, record: &Record) -> Self {
        let last = record.attempts.last();
        let remembered = last.and_then(|attempt| {
            let verdict = Verdict::named(&attempt.verdict)?;
            Some((verdict, Points::from_f64(attempt.score)))
        });
        Self {
            outcome: None,
            remembered,
            freshness: Freshness::Unknown,
            cases: exercise.cases.iter().map(|_| CaseState::default()).collect(),
            selected_case: 0,
            hints: record.seen_hints(exercise.hints.len()),
            wrong: None,
            change: None,
        }
    }

    /// The last verdict, of an earlier session where there is none of this one.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        let now = self.outcome.as_ref().map(|outcome| outcome.verdict);
        now.or(self.remembered.map(|(verdict, _)| verdict))
    }

    /// The points of the last verdict.
    pub(super) fn score(&self) -> Points {
        let now = self.outcome.as_ref().map(|outcome| outcome.score);
        now.or(self.remembered.map(|(_, score)| score)).unwrap_or_default()
    }

    /// The last verdict in one glyph.
    pub(super) fn status(&self) -> Status {
        match self.verdict() {
            None | Some(Verdict::NotStarted | Verdict::Missing) => Status::Open,
            Some(Verdict::Passed) => Status::Passed,
            Some(_) if self.score() > Points::default() => Status::Partly,
            Some(_) => Status::Failed,
        }
    }

    /// The state of the chosen case, if there is any case.
    pub(super) fn case(&self) -> Option<&CaseState> {
        self.cases.get(self.selected_case)
    }

    /// Takes a final outcome: its cases replace what single events said.
    pub(super) fn judge(&mut self, exercise: &Exercise, outcome: ExerciseOutcome) {
        for (case, state) in exercise.cases.iter().zip(&mut self.cases) {
            let found = outcome.cases.iter().find(|judged| judged.short_id() == case.id);
            state.outcome = found.cloned();
            state.measured = Measurement::Unknown;
            if found.is_none_or(|judged| judged.outputs.is_empty()) {
                state.actual.clear();
            }
        }
        let now = WrongCells::of(exercise, &self.cases);
        self.change = self.wrong.as_ref().and_then(|before| before.change_to(&now));
        self.wrong = Some(now);
        self.outcome = Some(outcome);
        self.freshness = Freshness::Fresh;
    }

    /// What failed comes first: a chosen case that did not fail gives way to the first that did.
    pub(super) fn turn_to_a_failing_case(&mut self) {
        let failed = |case: &CaseState| {
            let verdict = case.outcome.as_ref().map(|outcome| outcome.verdict);
            verdict.is_some_and(|verdict| {
                !matches!(verdict, Verdict::Passed | Verdict::NotStarted | Verdict::Skipped)
            })
        };
        if !self.case().is_some_and(failed) {
            let first = self.cases.iter().position(failed);
            self.selected_case = first.unwrap_or(self.selected_case);
        }
    }

    /// Takes the outcome of one case, before the whole is final.
    pub(super) fn judge_case(
        &mut self,
        exercise: &Exercise,
        outcome: CaseOutcome,
        actual: Vec<(String, Tensor)>,
    ) {
        let position = exercise.cases.iter().position(|case| case.id == outcome.short_id());
        if let Some(state) = position.and_then(|position| self.cases.get_mut(position)) {
            state.outcome = Some(outcome);
            state.actual = actual;
            state.measured = Measurement::Unknown;
        }
    }
}

impl CaseState {
    /// What is known of the case's tensors.
    pub(super) fn here(&self) -> Option<&CaseData> {
        match &self.data {
            Loaded::Here(data) => Some(data),
            _ => None,
        }
    }

    /// The same, to keep while the model changes.
    pub(super) fn shared(&self) -> Option<Arc<CaseData>> {
        match &self.data {
            Loaded::Here(data) => Some(Arc::clone(data)),
            _ => None,
        }
    }

    /// What the function returned under this name.
    pub(super) fn actual(&self, name: &str) -> Option<&Tensor> {
        self.actual.iter().find(|(output, _)| output == name).map(|(_, tensor)| tensor)
    }
}

/// Whether a case's tensors may be looked at.
pub(super) fn is_open(case: &Case) -> bool {
    case.visibility == Visibility::Visible
}
