//! What each case is good for: the mistakes that it catches, and those that it alone catches.

use super::Note;
use super::trials::Tried;
use crate::course::{Exercise, Seed};

/// Faults and notes on an exercise's cases.
pub(super) fn of_cases(exercise: &Exercise, mistakes: &[Tried]) -> (Vec<String>, Vec<Note>) {
    let note = |text: String, names: Vec<String>| Note { exercise: exercise.name.clone(), text, names };
    let mut faults = Vec::new();
    if mistakes.is_empty() {
        let text = "there is no catalogue of mistakes: what the cases catch is not known";
        return (faults, vec![note(text.to_owned(), Vec::new())]);
    }
    let mut dispensable = Vec::new();
    let mut held = Vec::new();
    for case in &exercise.cases {
        let caught: Vec<&Tried> = mistakes.iter().filter(|tried| tried.is_caught_by(&case.id)).collect();
        let alone: Vec<&str> = caught
            .iter()
            .filter(|tried| {
                exercise.cases.iter().all(|other| other.id == case.id || !tried.is_caught_by(&other.id))
            })
            .map(|tried| tried.id.as_str())
            .collect();
        if caught.is_empty() {
            faults.push(format!(
                "the case `{}` catches no mistake: add one that it is there for, or drop it",
                case.id
            ));
        } else if alone.is_empty() {
            dispensable.push(case.id.clone());
        } else {
            held.extend(alone.iter().map(|mistake| format!("{mistake} ({})", case.id)));
        }
    }
    let (cases, all) = (exercise.cases.len(), mistakes.len());
    let texts = [
        (format!("{} of {cases} cases catch nothing alone", dispensable.len()), dispensable),
        (format!("{} of {all} mistakes held by one case only", held.len()), held),
    ];
    let notes = texts.into_iter().filter(|(_, names)| !names.is_empty());
    (faults, notes.map(|(text, names)| note(text, names)).collect())
}

/// Mistakes that pass every published case.
pub(super) fn pass_published(exercise: &Exercise, mistakes: &[Tried]) -> usize {
    let published: Vec<&str> = exercise
        .cases
        .iter()
        .filter(|case| matches!(case.seed, Seed::Legacy(_)))
        .map(|case| case.id.as_str())
        .collect();
    let passes = |tried: &&Tried| !published.iter().any(|case| tried.is_caught_by(case));
    if published.is_empty() { 0 } else { mistakes.iter().filter(passes).count() }
}
