//! What a mistake looks like, told from the outputs alone.
//!
//! Every way of telling reads the same evidence and says nothing where it does not fit every failing case: a wrong
//! name sends a learner further astray than silence does.

mod condition;
mod evidence;
mod expression;
mod mistakes;
mod parts;
mod region;
mod relation;
mod terms;

pub use mistakes::matching_mistakes;

use super::judge::Actual;
use super::terms::Sensor;
use super::{CaseOutcome, Diagnosis, DiagnosisKind, GradeError};
use crate::course::Exercise;
use evidence::Evidence;
use terms::Extent;

/// A diagnosis, and how much of what is wrong it accounts for.
struct Told {
    diagnosis: Diagnosis,
    reach: Reach,
}

/// How much of what is wrong a diagnosis accounts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Every wrong number.
    Numbers,
    /// Where or when something is wrong.
    Places,
}

/// What the mistake in these cases looks like, or `None` where nothing passes or fails in a way that can be named.
///
/// From the most telling way to the least: a mistake by its name, a relation that gives every number, what the
/// function adds up, where and when it is wrong. Only for the third the function runs again.
///
/// # Errors
/// When the tool fails, or the grading is cancelled.
pub(super) fn diagnose(
    exercise: &Exercise,
    judged: &[(CaseOutcome, Actual)],
    sensor: Option<&Sensor<'_>>,
) -> Result<Option<Diagnosis>, GradeError> {
    let Some(evidence) = Evidence::gather(exercise, judged) else { return Ok(None) };
    if let Some(mistake) = mistakes::diagnose(&evidence) {
        return Ok(Some(mistake));
    }
    let relation = relation::diagnose(&evidence);
    let known = match relation {
        Some(Told { diagnosis, reach: Reach::Numbers }) => return Ok(Some(diagnosis)),
        Some(Told { diagnosis, reach: Reach::Places }) => Some(diagnosis),
        None => condition::diagnose(&evidence).or_else(|| parts::diagnose(&evidence)),
    };
    let shown = sensor.map_or_else(|| Ok(Vec::new()), |sensor| terms::measured(&evidence, sensor))?;
    Ok(together(known.as_ref(), &shown))
}

/// What was measured, before what else is known where it explains everything, and behind it where it is an example.
fn together(known: Option<&Diagnosis>, shown: &[terms::Shown]) -> Option<Diagnosis> {
    let sentences = |extent: Extent| {
        shown.iter().filter(move |one| one.extent == extent).map(|one| one.sentence.as_str())
    };
    let explained: Vec<&str> = sentences(Extent::All).collect();
    // What may be a coincidence is no help beside what was measured.
    let kept = known.filter(|known| known.certain || shown.is_empty());
    let kind = match kept {
        Some(known) if explained.is_empty() => known.kind,
        None if shown.is_empty() => return None,
        _ => DiagnosisKind::Term,
    };
    let certain = !shown.is_empty() || kept.is_some_and(|known| known.certain);
    let parts = explained.into_iter().chain(kept.map(|known| known.message.as_str()));
    let message = parts.chain(sentences(Extent::Example).take(1)).collect::<Vec<_>>().join(" ");
    Some(Diagnosis { kind, mistake: None, message, certain })
}
