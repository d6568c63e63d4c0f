//! A mistake by its name: the learner's outputs are exactly those of one that the catalogue knows.

use super::evidence::Evidence;
use crate::course::{Exercise, Mistake, Signature, Symptom};
use crate::grade::{CaseOutcome, Diagnosis, DiagnosisKind, Verdict};
use crate::tensor::Tensor;

/// A case's outcome with the outputs that the function returned.
type Judged = (CaseOutcome, Vec<(String, Tensor)>);

/// What a case says of the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Returned,
    Panicked,
    /// Nothing: not run, still to do, or unknown to the catalogue.
    Silent,
    /// What no catalogued mistake does.
    Foreign,
}

/// The catalogued mistake that explains every answered case, where exactly one does.
pub(super) fn diagnose(found: &Evidence<'_>) -> Option<Diagnosis> {
    let (exercise, cases) = (found.exercise, found.judged);
    let matching = matching_mistakes(exercise, cases);
    let [mistake] = matching.as_slice() else { return None };
    // Cases that panic may do so for another reason; a wrong answer, cell by cell, has no other.
    let certain = cases
        .iter()
        .any(|(case, _)| sign(exercise, case) == Sign::Returned && case.verdict != Verdict::Passed);
    Some(Diagnosis {
        kind: DiagnosisKind::Mistake,
        mistake: Some(mistake.id.clone()),
        message: format!("{} {}", if certain { EXACT } else { PANICS }, mistake.message),
        certain,
    })
}

/// The catalogued mistakes that give these outputs in every answered case, shapes and panics included. None where
/// all answers are right, or nothing but panics.
#[must_use]
pub fn matching_mistakes<'a>(exercise: &'a Exercise, cases: &[Judged]) -> Vec<&'a Mistake> {
    let is = |wanted: Sign| cases.iter().any(|(case, _)| sign(exercise, case) == wanted);
    let wrong =
        cases.iter().any(|(case, _)| sign(exercise, case) != Sign::Silent && case.verdict != Verdict::Passed);
    if !wrong || is(Sign::Foreign) || !is(Sign::Returned) {
        return Vec::new();
    }
    let Ok(stored) = exercise.catalogue.stored() else { return Vec::new() };
    let explains = |mistake: &&Mistake| {
        let signature = stored.signatures.get(&mistake.id);
        signature.is_some_and(|signature| cases.iter().all(|judged| agrees(exercise, signature, judged)))
    };
    exercise.mistakes.iter().filter(explains).collect()
}

fn sign(exercise: &Exercise, case: &CaseOutcome) -> Sign {
    let known = exercise.case(case.short_id()).is_some_and(|case| !case.is_fresh());
    let to_do = case.message.as_deref().is_some_and(|message| message.starts_with("not yet implemented"));
    match case.verdict {
        _ if !known => Sign::Silent,
        Verdict::Passed | Verdict::WrongAnswer | Verdict::WrongShape => Sign::Returned,
        Verdict::Panicked if !to_do => Sign::Panicked,
        Verdict::Panicked | Verdict::NotStarted | Verdict::Skipped => Sign::Silent,
        _ => Sign::Foreign,
    }
}

/// Whether a mistake does in one case what was seen there.
fn agrees(exercise: &Exercise, signature: &Signature, (case, actual): &Judged) -> bool {
    let symptom = signature.get(case.short_id());
    match (sign(exercise, case), symptom) {
        (Sign::Silent, _) | (Sign::Panicked, Some(Symptom::Panics)) => true,
        (Sign::Returned, None) => case.verdict == Verdict::Passed,
        (Sign::Returned, Some(Symptom::Returns(traces))) => case.outputs.iter().all(|output| {
            let returned = actual.iter().find(|(name, _)| *name == output.name).map(|(_, tensor)| tensor);
            match traces.get(&output.name) {
                Some(trace) => trace.matches(returned),
                None => output.verdict == Verdict::Passed,
            }
        }),
        _ => false,
    }
}

const EXACT: &str = "This is exactly what a known mistake gives.";
const PANICS: &str = "A known mistake panics in the same cases.";
