//! Which of several outputs is wrong, where the others are right in every case.

use super::evidence::Evidence;
use crate::course::{Origin, Output};
use crate::grade::{Diagnosis, DiagnosisKind, Verdict};

/// The outputs that are wrong, as a diagnosis of its own.
pub(super) fn diagnose(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let message = sentence(evidence)?;
    Some(Diagnosis { kind: DiagnosisKind::Relation, mistake: None, message, certain: true })
}

/// The outputs that are wrong, where every case was answered and some output is right throughout.
pub(super) fn sentence(evidence: &Evidence<'_>) -> Option<String> {
    if evidence.cases.iter().any(|examined| examined.verdict == Verdict::Panicked) {
        return None;
    }
    // A cache is the input once more: that it is right says nothing of the computation.
    let computed = evidence.exercise.outputs.iter().filter(|output| output.origin == Origin::Stored);
    let (wrong, right): (Vec<_>, Vec<_>) = computed.partition(|output| !evidence.samples(output).is_empty());
    let names = |outputs: &[&Output]| {
        let quoted: Vec<String> = outputs.iter().map(|output| format!("`{}`", output.name)).collect();
        quoted.join(" and ")
    };
    let verb = |count: usize| if count == 1 { "is" } else { "are" };
    (!wrong.is_empty() && !right.is_empty()).then(|| {
        let (bad, good) = (names(&wrong), names(&right));
        format!("Only {bad} {} wrong: {good} {} right in every case.", verb(wrong.len()), verb(right.len()))
    })
}
