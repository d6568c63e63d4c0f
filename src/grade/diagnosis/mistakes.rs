//! A mistake by its name: the learner's outputs are exactly those of one that the catalogue knows.

use crate::course::{Exercise, Mistake, Signature, Symptom};
use crate::grade::{CaseOutcome, Diagnosis, DiagnosisKind, Verdict};
use crate::tensor::Tensor;

/// A case's outcome with the outputs that the function returned.
type Judged = (CaseOutcome, Vec<(String, Tensor)>);

/// What a case says of the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence {
    Returned,
    Panicked,
    /// Nothing: not run, still to do, or unknown to the catalogue.
    Silent,
    /// What no catalogued mistake does.
    Foreign,
}

/// The catalogued mistake that explains every answered case, where exactly one does.
pub(in crate::grade) fn diagnose(exercise: &Exercise, cases: &[Judged]) -> Option<Diagnosis> {
    let matching = matching_mistakes(exercise, cases);
    let [mistake] = matching.as_slice() else { return None };
    // Cases that panic may do so for another reason; a wrong answer, cell by cell, has no other.
    let certain = cases
        .iter()
        .any(|(case, _)| evidence(exercise, case) == Evidence::Returned && case.verdict != Verdict::Passed);
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
    let is = |wanted: Evidence| cases.iter().any(|(case, _)| evidence(exercise, case) == wanted);
    let wrong = cases
        .iter()
        .any(|(case, _)| evidence(exercise, case) != Evidence::Silent && case.verdict != Verdict::Passed);
    if !wrong || is(Evidence::Foreign) || !is(Evidence::Returned) {
        return Vec::new();
    }
    let Ok(stored) = exercise.catalogue.stored() else { return Vec::new() };
    let explains = |mistake: &&Mistake| {
        let signature = stored.signatures.get(&mistake.id);
        signature.is_some_and(|signature| cases.iter().all(|judged| agrees(exercise, signature, judged)))
    };
    exercise.mistakes.iter().filter(explains).collect()
}

fn evidence(exercise: &Exercise, case: &CaseOutcome) -> Evidence {
    let known = exercise.case(short_id(case)).is_some_and(|case| !case.is_fresh());
    let to_do = case.message.as_deref().is_some_and(|message| message.starts_with("not yet implemented"));
    match case.verdict {
        _ if !known => Evidence::Silent,
        Verdict::Passed | Verdict::WrongAnswer | Verdict::WrongShape => Evidence::Returned,
        Verdict::Panicked if !to_do => Evidence::Panicked,
        Verdict::Panicked | Verdict::NotStarted | Verdict::Skipped => Evidence::Silent,
        _ => Evidence::Foreign,
    }
}

/// Whether a mistake does in one case what was seen there.
fn agrees(exercise: &Exercise, signature: &Signature, (case, actual): &Judged) -> bool {
    let symptom = signature.get(short_id(case));
    match (evidence(exercise, case), symptom) {
        (Evidence::Silent, _) | (Evidence::Panicked, Some(Symptom::Panics)) => true,
        (Evidence::Returned, None) => case.verdict == Verdict::Passed,
        (Evidence::Returned, Some(Symptom::Returns(traces))) => case.outputs.iter().all(|output| {
            let returned = actual.iter().find(|(name, _)| *name == output.name).map(|(_, tensor)| tensor);
            match traces.get(&output.name) {
                Some(trace) => trace.matches(returned),
                None => output.verdict == Verdict::Passed,
            }
        }),
        _ => false,
    }
}

fn short_id(case: &CaseOutcome) -> &str {
    case.id.split_once('/').map_or(&case.id, |(_, id)| id)
}

const EXACT: &str = "This is exactly what a known mistake gives.";
const PANICS: &str = "A known mistake panics in the same cases.";
