//! What an outcome tells people.

use std::collections::BTreeSet;
use tensorlings::grade::ExerciseOutcome;

/// The sentences that say why: of the cases, and of the compiler.
pub(crate) fn told(outcome: &ExerciseOutcome) -> BTreeSet<String> {
    let messages = outcome.cases.iter().filter_map(|case| case.message.clone());
    messages.chain(outcome.diagnostics.iter().map(|diagnostic| diagnostic.message.clone())).collect()
}

/// A text with characters that a terminal would act upon.
pub(crate) fn raw(outcome: &ExerciseOutcome) -> Option<String> {
    let cases = outcome.cases.iter().flat_map(|case| [case.stdout.clone(), case.stderr.clone()]);
    let compiler = outcome.diagnostics.iter().map(|diagnostic| diagnostic.rendered.clone());
    let mut texts = cases.chain(compiler).chain(told(outcome));
    texts.find(|text| {
        text.contains(|c: char| (c.is_control() && c != '\n' && c != '\t') || HIDDEN.contains(&c))
    })
}

/// Characters that reorder or hide text.
const HIDDEN: &[char] = &['\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}'];
