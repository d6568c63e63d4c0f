//! The tensors of a case that can be looked at: its outputs, then its inputs.

use super::exercise::CaseState;
use crate::course::{Argument, Content, Exercise, Formula, Origin, Output, Roles};
use crate::grade::Verdict;
use crate::tensor::{Comparison, Mismatch, Tensor, Tolerance, compare};

/// A tensor of a case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub(super) name: &'a str,
    pub(super) side: Side<'a>,
    /// The expected output, or the input.
    pub(super) tensor: &'a Tensor,
    pub(super) roles: &'a Roles,
    /// The length of each axis as the course writes it.
    pub(super) axes: &'a [Formula],
}

/// Which way a tensor goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Side<'a> {
    Input,
    Output {
        /// What the learner's function gave, if it was run and gave this output.
        actual: Option<&'a Tensor>,
        tolerance: Tolerance,
    },
}

/// Every tensor of a case, in the order in which they are looked at; none before they are loaded. Single numbers
/// that are only passed on, as hyperparameters are, are left out where nothing is wrong with them.
pub(super) fn subjects<'a>(exercise: &'a Exercise, case: &'a CaseState) -> Vec<Subject<'a>> {
    let Some(data) = case.here() else { return Vec::new() };
    let outputs = data.expected.iter().filter_map(|expected| {
        let output = exercise.outputs.iter().find(|output| is_called(&output.name, &expected.name))?;
        let Output { roles, axes, origin, .. } = output;
        let judged = case.outcome.iter().flat_map(|outcome| &outcome.outputs);
        let fine = judged
            .filter(|judged| judged.name == expected.name)
            .all(|judged| judged.verdict == Verdict::Passed);
        if axes.is_empty() && matches!(origin, Origin::Argument(_)) && fine {
            return None;
        }
        let side = Side::Output { actual: case.actual(&expected.name), tolerance: expected.tolerance };
        Some(Subject { name: &expected.name, side, tensor: &expected.tensor, roles, axes })
    });
    let inputs = data.inputs.iter().filter_map(|input| {
        let argument = exercise.arguments.iter().find(|argument| is_called(&argument.name, &input.name))?;
        let Argument { roles, axes, content, .. } = argument;
        let worth = matches!(content, Content::Drawn(_)) || !axes.is_empty();
        worth.then_some(Subject { name: &input.name, side: Side::Input, tensor: &input.tensor, roles, axes })
    });
    outputs.chain(inputs).collect()
}

impl Subject<'_> {
    /// The wrong cells, worst first; `None` where there is nothing to compare, or the shapes differ.
    pub(super) fn mismatches(&self) -> Option<Vec<Mismatch>> {
        let Side::Output { actual: Some(actual), tolerance } = self.side else { return None };
        match compare(self.tensor, actual, tolerance) {
            Comparison::Cells { mismatches, .. } => Some(mismatches),
            Comparison::Incomparable => None,
        }
    }
}

/// Whether a name with indices filled in, `caches[2].a`, comes from this declared one, `caches[t].a`.
fn is_called(declared: &str, name: &str) -> bool {
    without_indices(declared) == without_indices(name)
}

fn without_indices(name: &str) -> String {
    let mut inside = false;
    let keep = |letter: &char| {
        inside = (inside || *letter == '[') && *letter != ']';
        !inside
    };
    name.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_do_not_hide_what_a_name_comes_from() {
        assert!(is_called("caches[t].a_next", "caches[12].a_next"));
        assert!(is_called("x", "x"));
        assert!(!is_called("caches[t].a_next", "caches[0].a_prev"));
        assert!(!is_called("caches[t]", "caches"));
    }
}
