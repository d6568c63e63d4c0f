//! What each case is good for: the mistakes that it catches, and those that it alone catches.

use super::trials::Tried;
use crate::course::{Exercise, Seed};

/// Faults and notes on an exercise's cases.
pub(super) fn of_cases(exercise: &Exercise, mistakes: &[Tried]) -> (Vec<String>, Vec<String>) {
    let mut faults = Vec::new();
    if mistakes.is_empty() {
        return (
            faults,
            vec!["there is no catalogue of mistakes: what the cases catch is not known".to_owned()],
        );
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
            dispensable.push(case.id.as_str());
        } else {
            held.push(format!("{} ({})", case.id, alone.join(", ")));
        }
    }
    let lists = [
        ("cases that catch nothing alone", dispensable.join(", ")),
        ("mistakes held by one case only", held.join("; ")),
    ];
    let notes = lists.into_iter().filter(|(_, list)| !list.is_empty());
    (faults, notes.map(|(what, list)| format!("{what}: {list}")).collect())
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
