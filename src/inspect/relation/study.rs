//! All that may still hold while two tensors are gone through.

use super::along::Along;
use super::evidence::{FEWEST, Weight};
use super::law::{Evidence, Family, Law, Proof};
use super::sample::Sample;
use super::slack::Slack;
use super::{
    Relation, Scope, clip, complex, constants, conversion, factor, functions, integers, precision, steps,
};
use crate::formats::{FormatError, Source};
use crate::inspect::Region;
use crate::inspect::difference::both::{Both, Pairing};
use crate::inspect::region::Places;
use crate::tensor::{Number, Tolerance};
use std::cmp::Ordering;

/// Laws of real numbers, the most telling first.
const OF_REAL: &[Family] = &[
    constants::laws,
    precision::laws,
    factor::multiples,
    factor::offsets,
    integers::laws,
    functions::laws,
    clip::laws,
    steps::laws,
    conversion::laws,
    factor::affine,
    factor::dropouts,
];

/// The same of complex ones.
const OF_COMPLEX: &[Family] = &[constants::laws, complex::laws];

/// What a law was seen to do.
struct Claim {
    law: Law,
    /// Whether the cells that agree follow it too.
    everywhere: bool,
}

/// What may still be said of two tensors, from the first piece on in which they differ.
pub(in crate::inspect) struct Study {
    slack: Slack,
    /// Cells that came before.
    first: u64,
    claims: Vec<Claim>,
    along: Vec<Along>,
    places: Places,
    telling: u64,
    distinct: usize,
    /// Numbers that can be told apart.
    choices: f64,
    /// Cells whose error has each sign: actual below and above expected.
    sides: [u64; 2],
    /// The numbers of the cells that differ, those of actual less those of expected: 0 where they are the same. `None`
    /// where a law is likelier.
    balance: Option<u64>,
}

impl Study {
    pub(in crate::inspect) fn begin(
        sources: [&Source; 2],
        tolerance: Tolerance,
        first: u64,
        both: &Both<'_>,
    ) -> Result<Self, FormatError> {
        let [expected, actual] = sources;
        let elements = [expected.element(), actual.element()];
        let slack = Slack::of(elements, tolerance);
        let sample = Sample::take(sources, tolerance, both)?;
        let is_complex = elements.iter().any(|element| element.is_complex());
        let families = if is_complex { OF_COMPLEX } else { OF_REAL };
        let evidence = Evidence { sample: &sample, slack, elements };
        let fits = |law: &Law| sample.differing.iter().all(|(expected, actual)| law.fits(*expected, *actual));
        let laws = families.iter().flat_map(|family| family(&evidence)).filter(fits);
        let claims: Vec<Claim> = laws.map(|law| Claim { law, everywhere: true }).collect();
        Ok(Self {
            slack,
            first,
            balance: claims.is_empty().then_some(0),
            claims,
            along: if is_complex { Vec::new() } else { Along::all(expected.shape()) },
            places: Places::of(expected.shape()),
            telling: 0,
            distinct: sample.distinct(),
            choices: sample.choices(slack),
            sides: [0; 2],
        })
    }

    /// How many cells came before it began.
    pub(in crate::inspect) const fn first(&self) -> u64 {
        self.first
    }

    /// Whether so many cells that differ are enough for it to say anything.
    pub(in crate::inspect) const fn may_speak(mismatched: u64) -> bool {
        mismatched >= FEWEST
    }

    /// Whether cells that agree change nothing any more.
    pub(in crate::inspect) fn passes_over_what_agrees(&self) -> bool {
        !self.places.counts_what_agrees()
            && self.along.is_empty()
            && self.claims.iter().all(|claim| !claim.everywhere)
    }

    pub(in crate::inspect) fn see(&mut self, both: &Both<'_>) {
        self.claims.retain_mut(|claim| both.cells.iter().all(|cell| claim.survives(cell)));
        if both.mismatched > 0 {
            both.cells.iter().filter(|cell| !cell.agrees).for_each(|cell| self.weigh(cell));
        }
        let Self { along, places, slack, .. } = self;
        if !along.is_empty() {
            both.each(|index, cell| {
                for along in along.iter_mut() {
                    along.see(index, cell, *slack);
                }
            });
            along.retain(Along::holds);
        }
        places.see(both);
    }

    fn weigh(&mut self, cell: &Pairing) {
        let Pairing { expected, actual, error, magnitude, .. } = *cell;
        self.telling += u64::from(self.slack.tells(error, magnitude.max(actual.magnitude())));
        if self.sides.contains(&0) {
            let is_real = expected.imaginary.or(actual.imaginary).is_none();
            let side = actual.real.compared(expected.real).filter(|_| is_real);
            self.sides[0] += u64::from(side == Some(Ordering::Less));
            self.sides[1] += u64::from(side == Some(Ordering::Greater));
        }
        if let Some(balance) = &mut self.balance {
            *balance = balance.wrapping_add(fingerprint(actual)).wrapping_sub(fingerprint(expected));
        }
    }

    /// The first law that is more than a coincidence: rather one of all cells than one of some.
    pub(in crate::inspect) fn relation(&self, mismatched: u64) -> Option<Relation> {
        let weight = Weight { telling: self.telling, mismatched, distinct: self.distinct };
        let convinces = |claim: &&Claim| {
            let bits = self.bits(claim.everywhere).min(claim.law.bits);
            match claim.law.proof {
                Proof::Function => weight.convinces(claim.law.parameters, bits),
                Proof::Digits => weight.convinces_by_digits(claim.law.parameters, bits),
                Proof::OneNumber => weight.convinces_of_one_number(bits),
            }
        };
        let convincing: Vec<&Claim> = self.claims.iter().filter(convinces).collect();
        let told = |claim: &&Claim| claim.relation();
        let every = convincing.iter().filter(|claim| claim.everywhere).find_map(told);
        let along = || self.along.iter().find_map(|along| along.relation(weight, self.bits(true)));
        let differing = || convincing.iter().find_map(told);
        every.or_else(differing).or_else(along)
    }

    /// Binary digits that agree by chance where a cell fits. Where it differs, it can be one number less.
    fn bits(&self, everywhere: bool) -> f64 {
        let choices = if everywhere { self.choices } else { self.choices - 1.0 };
        choices.max(1.0).log2()
    }

    /// What is said where neither a law nor a movement was found.
    pub(in crate::inspect) fn remark(&self, mismatched: u64) -> Option<Relation> {
        self.shuffled().or_else(|| self.side(mismatched))
    }

    /// That the numbers are the same, but stand in other places.
    fn shuffled(&self) -> Option<Relation> {
        /// Of few different numbers there may be as many of each by chance.
        const MANY: usize = 12;
        (self.balance == Some(0) && self.distinct >= MANY).then(|| Relation {
            kind: "shuffled",
            scope: Scope::Tensor,
            words: "made of the expected numbers, in other places".to_owned(),
            numpy: None,
        })
    }

    /// That all cells err to one side.
    fn side(&self, mismatched: u64) -> Option<Relation> {
        /// So many coins hardly ever fall on one side.
        const MANY: u64 = 24;
        let words = match self.sides {
            [below, 0] if below == mismatched => "smaller than expected",
            [0, above] if above == mismatched => "larger than expected",
            _ => return None,
        };
        (mismatched >= MANY).then(|| Relation {
            kind: "one_sided",
            scope: Scope::DifferingCells,
            words: words.to_owned(),
            numpy: None,
        })
    }

    /// Where the cells that differ lie.
    pub(in crate::inspect) fn region(&self, mismatched: u64) -> Option<Region> {
        self.places.region(mismatched)
    }
}

/// Bits that two numbers share by chance alone, unless they are equal.
fn fingerprint(number: Number) -> u64 {
    let (one, other) = number.identity();
    let mixed = |bits: u64| (bits ^ bits >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed(mixed(mixed(one)).rotate_left(31) ^ mixed(other))
}

impl Claim {
    fn survives(&mut self, cell: &Pairing) -> bool {
        if !cell.agrees {
            return self.law.fits(cell.expected, cell.actual);
        }
        self.everywhere = self.everywhere && self.law.fits(cell.expected, cell.actual);
        self.everywhere || self.law.scope(false).is_some()
    }

    fn relation(&self) -> Option<Relation> {
        let Law { kind, words, numpy, .. } = &self.law;
        let scope = self.law.scope(self.everywhere)?;
        Some(Relation { kind, scope, words: words.clone(), numpy: numpy.clone() })
    }
}
