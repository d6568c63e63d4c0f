//! Functions that may lead from an expected number to the actual one.

use super::Scope;
use super::sample::Sample;
use super::slack::{Slack, exact};
use crate::formats::Element;
use crate::tensor::Number;

/// A function of the expected number, found from some cells.
pub(super) struct Law {
    pub(super) kind: &'static str,
    /// What every cell is.
    pub(super) words: String,
    /// The same for NumPy.
    pub(super) numpy: Option<String>,
    /// How many numbers of it were chosen to fit the cells.
    pub(super) parameters: u32,
    /// What it may be told of.
    pub(super) reach: Reach,
    /// Binary digits in which a cell fits by chance, at most.
    pub(super) bits: f64,
    pub(super) proof: Proof,
    fits: Box<dyn Fn(Number, Number) -> bool>,
}

/// What a law may be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// All cells, or those that differ.
    Any,
    /// All cells alone: those that differ follow it by themselves.
    EveryCell,
    /// All cells of the expected tensor, computed from the actual ones.
    EveryExpectedCell,
}

/// What speaks for a law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// That different expected numbers follow it, and differ by clearly more than rounding.
    Function,
    /// That different expected numbers follow it to the last digit.
    Digits,
    /// That cells have one number in common, whatever is expected there.
    OneNumber,
}

/// What laws are looked for in.
pub(super) struct Evidence<'a> {
    pub(super) sample: &'a Sample,
    pub(super) slack: Slack,
    pub(super) elements: [Element; 2],
}

impl Law {
    pub(super) fn new(
        kind: &'static str,
        words: impl Into<String>,
        fits: impl Fn(Number, Number) -> bool + 'static,
    ) -> Self {
        Self {
            kind,
            words: words.into(),
            numpy: None,
            parameters: 0,
            reach: Reach::Any,
            bits: f64::INFINITY,
            proof: Proof::Function,
            fits: Box::new(fits),
        }
    }

    /// A law of real numbers that doubles hold exactly.
    pub(super) fn of_doubles(
        kind: &'static str,
        words: impl Into<String>,
        fits: impl Fn(f64, f64) -> bool + 'static,
    ) -> Self {
        Self::new(kind, words, move |expected, actual| {
            let pair = exact(expected.real).zip(exact(actual.real));
            pair.is_some_and(|(expected, actual)| fits(expected, actual))
        })
    }

    pub(super) fn numpy(self, text: impl Into<String>) -> Self {
        Self { numpy: Some(text.into()), ..self }
    }

    pub(super) fn parameters(self, parameters: u32) -> Self {
        Self { parameters, ..self }
    }

    pub(super) fn reach(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    pub(super) fn bits(self, bits: f64) -> Self {
        Self { bits, ..self }
    }

    pub(super) fn proof(self, proof: Proof) -> Self {
        Self { proof, ..self }
    }

    pub(super) fn fits(&self, expected: Number, actual: Number) -> bool {
        (self.fits)(expected, actual)
    }

    /// What it may be told of, where it holds in every cell or only in those that differ.
    pub(super) fn scope(&self, holds_everywhere: bool) -> Option<Scope> {
        match (self.reach, holds_everywhere) {
            (Reach::EveryExpectedCell, true) => Some(Scope::EveryExpectedCell),
            (_, true) => Some(Scope::EveryCell),
            (Reach::Any, false) => Some(Scope::DifferingCells),
            _ => None,
        }
    }
}

/// Finds laws of one kind.
pub(super) type Family = fn(&Evidence<'_>) -> Vec<Law>;
