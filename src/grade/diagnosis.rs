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

pub use mistakes::matching_mistakes;

use super::judge::Actual;
use super::{CaseOutcome, Diagnosis};
use crate::course::Exercise;
use evidence::Evidence;

/// One way to tell what a mistake looks like.
type Diagnoser = fn(&Evidence<'_>) -> Option<Diagnosis>;

/// From the most telling to the least; the first that has something to say is heard.
const DIAGNOSERS: &[Diagnoser] =
    &[mistakes::diagnose, relation::diagnose, condition::diagnose, parts::diagnose];

/// What the mistake in these cases looks like, or `None` where nothing passes or fails in a way that can be named.
pub(super) fn diagnose(exercise: &Exercise, judged: &[(CaseOutcome, Actual)]) -> Option<Diagnosis> {
    let evidence = Evidence::gather(exercise, judged)?;
    DIAGNOSERS.iter().find_map(|diagnoser| diagnoser(&evidence))
}
