//! What is known of one function of a submission.

use crate::course::{Exercise, Standing};
use crate::grade::compile::Failure;
use crate::grade::judge::Actual;
use crate::grade::{CaseOutcome, Cause, Diagnostic, ExerciseOutcome, Points, Verdict};
use crate::sandbox::Program;

/// What is known of one function.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) cases: Vec<(CaseOutcome, Actual)>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) cause: Option<Cause>,
    /// What it ran in.
    pub(super) program: Option<Program>,
}

impl Judged {
    pub(super) fn without_cases(verdict: Verdict, diagnostics: Vec<Diagnostic>) -> Self {
        Self { verdict, cases: Vec::new(), diagnostics, cause: None, program: None }
    }

    /// The worst verdict of any case; "not started" only where all cases say so.
    pub(super) fn of(mut cases: Vec<(CaseOutcome, Actual)>, program: &Program) -> Self {
        let begun = cases.iter().any(|(case, _)| case.verdict != Verdict::NotStarted);
        for (case, _) in &mut cases {
            if begun && case.verdict == Verdict::NotStarted {
                case.verdict = Verdict::Panicked;
            }
        }
        let verdict = cases.iter().map(|(case, _)| case.verdict).min().unwrap_or(Verdict::Passed);
        Self { verdict, cases, diagnostics: Vec::new(), cause: None, program: Some(program.clone()) }
    }

    /// From here on nobody can tell what a hidden case was, the diagnosis included.
    pub(super) fn withhold_hidden(&mut self) {
        let hidden = self.cases.iter_mut().filter(|(case, _)| !case.is_visible());
        for ((case, actual), number) in hidden.zip(1..) {
            case.withhold(number);
            actual.clear();
        }
    }

    /// A failure to compile, with the function's file where the compiler named no place.
    pub(super) fn not_compiled(exercise: &Exercise, failure: &Failure) -> Self {
        let mut diagnostics = failure.diagnostics.clone();
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.file.is_empty()) {
            diagnostic.file = exercise.file();
        }
        Self::without_cases(failure.verdict, diagnostics)
    }

    /// Scored, without diagnosis.
    pub(super) fn into_outcome(self, exercise: &Exercise) -> ExerciseOutcome {
        let passed = match self.verdict {
            Verdict::Blocked => 0,
            _ => self.cases.iter().filter(|(case, _)| case.verdict == Verdict::Passed).count(),
        };
        ExerciseOutcome {
            name: exercise.name.clone(),
            graded: exercise.standing == Standing::Graded,
            verdict: self.verdict,
            score: Points::share(exercise.points, passed, exercise.cases.len()),
            max_score: Points::whole(exercise.points),
            cases: self.cases.into_iter().map(|(case, _)| case).collect(),
            diagnosis: None,
            cause: self.cause,
            hints_used: 0,
            diagnostics: self.diagnostics,
        }
    }
}
