//! The learner's terms of one cell, as measured, beside the right ones.

use super::explanation::Explanation;
use crate::explain::{Factor, Source, Step, Term};
use crate::grade::Measured;
use std::collections::{BTreeMap, BTreeSet};

/// What a measured term may be off by, relative to the largest number involved: it is a difference of two sums.
const BLUR: f64 = 1e-9;

/// What a function adds up for one cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Yours {
    /// The argument whose cells were kept one by one.
    pub(super) argument: String,
    source: Source,
    /// By the argument's cells; what is left out counts nothing.
    contributions: BTreeMap<Vec<usize>, f64>,
    /// What is added where the argument is zero throughout.
    pub(super) base: f64,
    pub(super) first: Option<Difference>,
}

/// The first thing that is added otherwise than it should be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Difference {
    /// A term of the sum, by its part and its place in there.
    Term { part: usize, place: usize, index: Vec<isize>, right: f64, yours: f64 },
    /// A cell that should not count.
    Stray { index: Vec<usize>, yours: f64 },
    /// What is added besides the terms.
    Base { right: f64, yours: f64 },
}

impl Yours {
    /// The measured terms of a step; `None` where they do not add up to what the function gave, so that nothing is
    /// shown that it did not do.
    pub(super) fn of(
        explanation: &Explanation,
        step: &Step,
        measured: &Measured,
        actual: f64,
    ) -> Option<Self> {
        let output = &explanation.expected.name;
        let operand = explanation.sources.iter().find(|operand| operand.name == measured.argument)?;
        let terms = measured.terms(output, &step.cell)?;
        let base = measured.base(output, &step.cell)?;
        let magnitudes = terms.iter().map(|term| term.contribution.abs());
        let blur = BLUR * magnitudes.fold(base.abs() + actual.abs() + step.total.abs(), f64::max);
        let sum = base + terms.iter().map(|term| term.contribution).sum::<f64>();
        let sums_up = (sum - actual).abs() <= blur;
        let contributions = terms.into_iter().map(|term| (term.index, term.contribution)).collect();
        let argument = measured.argument.clone();
        let mut yours = Self { argument, source: operand.source, contributions, base, first: None };
        yours.first = yours.difference(step, blur);
        let cells: Vec<&Factor> = all(step).filter_map(|(_, _, term)| yours.factor(term)).collect();
        let distinct: BTreeSet<&[isize]> = cells.iter().map(|factor| &factor.index[..]).collect();
        // A cell that counts in two terms cannot be told apart.
        let apart = distinct.len() == cells.len() && cells.len() == all(step).count();
        (sums_up && apart).then_some(yours)
    }

    /// What the function adds in a term's place.
    pub(super) fn term(&self, term: &Term) -> f64 {
        let cell = self.factor(term).and_then(|factor| place(&factor.index));
        cell.and_then(|cell| self.contributions.get(&cell)).copied().unwrap_or(0.0)
    }

    /// Whether a term, by its part and its place in there, is the first that is wrong.
    pub(super) fn is_first(&self, at: (usize, usize)) -> bool {
        matches!(self.first, Some(Difference::Term { part, place, .. }) if (part, place) == at)
    }

    fn factor<'a>(&self, term: &'a Term) -> Option<&'a Factor> {
        [Some(&term.left), term.right.as_ref()]
            .into_iter()
            .flatten()
            .find(|factor| factor.source == self.source)
    }

    fn difference(&self, step: &Step, blur: f64) -> Option<Difference> {
        let differs = |right: f64, yours: f64| (right - yours).abs() > blur;
        let wrong = all(step).find(|(_, _, term)| differs(term.value, self.term(term)));
        if let Some((part, place, term)) = wrong {
            let index = self.factor(term)?.index.clone();
            return Some(Difference::Term { part, place, index, right: term.value, yours: self.term(term) });
        }
        let known: BTreeSet<Vec<usize>> =
            all(step).filter_map(|(_, _, term)| place(&self.factor(term)?.index)).collect();
        let stray =
            self.contributions.iter().find(|(cell, yours)| !known.contains(*cell) && differs(0.0, **yours));
        if let Some((index, yours)) = stray {
            return Some(Difference::Stray { index: index.clone(), yours: *yours });
        }
        let right = step.bias.as_ref().map_or(0.0, |bias| bias.value);
        differs(right, self.base).then_some(Difference::Base { right, yours: self.base })
    }
}

/// Every term with its part and its place in there.
fn all(step: &Step) -> impl Iterator<Item = (usize, usize, &Term)> {
    let parts = step.parts.iter().enumerate();
    parts.flat_map(|(part, one)| one.terms.iter().enumerate().map(move |(place, term)| (part, place, term)))
}

/// The cell of an index that is not negative.
fn place(index: &[isize]) -> Option<Vec<usize>> {
    index.iter().map(|place| usize::try_from(*place).ok()).collect()
}
