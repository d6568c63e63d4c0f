//! Cases made up on the spot: random shapes and hyperparameters within an exercise's contract.

mod id;

pub use id::{CaseId, CaseIdError};

use super::answers::Answers;
use super::cases::Completed;
use super::generator::Generator;
use super::{Case, Content, Draw, Exercise, Layout, Seed, SymbolKind, Visibility};
use crate::tensor::{DType, Scalar, Tensor};
use std::collections::{BTreeMap, BTreeSet};

/// All that is needed to make a case again anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// The value of every symbol that is not derived, in the manifest's order; a choice by its position.
    pub symbols: Vec<i64>,
    /// Of the drawn inputs, for PCG.
    pub seed: u64,
    /// Of the drawn inputs.
    pub scale: Scale,
    /// One for each argument.
    pub layouts: Vec<Layout>,
}

/// How large the drawn numbers are. Arguments of whole numbers keep the draw that is declared for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// As the manifest declares.
    Declared,
    /// Whole numbers from −n to n.
    Whole(u16),
    /// The declared bounds times this power of ten.
    Power(i8),
}

/// Scales of fresh cases; the first is as frequent as all others together.
const SCALES: &[Scale] =
    &[Scale::Declared, Scale::Whole(9), Scale::Declared, Scale::Power(-6), Scale::Declared, Scale::Power(6)];
/// Random symbols that are tried before giving up: most contracts accept every third.
const ATTEMPTS: usize = 2000;
/// No axis is longer and no hyperparameter larger.
const LARGEST_SYMBOL: i64 = 4096;
/// Seeds of six digits keep a case's id short.
const LARGEST_SEED: i64 = 999_999;

/// What the ids of fresh cases begin with; a manifest allows no `-` in an id.
const FRESH: &str = "fresh-";

impl Case {
    /// Whether the case was made up on the spot, and no manifest knows it.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.id.starts_with(FRESH)
    }

    /// The number of a fresh case.
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        self.id.strip_prefix(FRESH)?.parse().ok()
    }
}

/// An endless stream of fresh cases, the same for the same seed.
#[derive(Debug)]
pub struct FreshCases<'a> {
    exercise: &'a Exercise,
    generator: Generator,
}

impl<'a> FreshCases<'a> {
    /// The stream of this seed.
    #[must_use]
    pub fn new(exercise: &'a Exercise, seed: u64) -> Self {
        Self { exercise, generator: Generator::new(Seed::Pcg(seed)) }
    }

    fn whole(&mut self, low: i64, high: i64) -> i64 {
        match self.generator.draw(Draw::Integers(low, high), DType::I64) {
            Some(Scalar::I64(value)) => value,
            _ => low,
        }
    }

    fn one_of<T: Copy>(&mut self, all: &[T], otherwise: T) -> T {
        let last = i64::try_from(all.len()).unwrap_or(1) - 1;
        let chosen = usize::try_from(self.whole(0, last.max(0))).unwrap_or(0);
        all.get(chosen).copied().unwrap_or(otherwise)
    }

    fn draw(&mut self) -> Fresh {
        let mut symbols = Vec::new();
        for symbol in &self.exercise.symbols {
            match &symbol.kind {
                SymbolKind::Range(low, high) => symbols.push(self.whole(*low, *high)),
                SymbolKind::Choice(variants) => {
                    symbols.push(self.whole(0, i64::try_from(variants.len()).unwrap_or(1) - 1));
                }
                SymbolKind::Formula(_) => {}
            }
        }
        let scale = self.one_of(SCALES, Scale::Declared);
        let known = self.exercise.layouts_in_use();
        let mut layouts = Vec::new();
        for argument in &self.exercise.arguments {
            let choices = known.get(argument.name.as_str()).map_or(&[][..], Vec::as_slice);
            // Every other view lies in memory as one expects.
            let odd = !choices.is_empty() && self.whole(0, 1) == 1;
            layouts.push(if odd { self.one_of(choices, Layout::C) } else { Layout::C });
        }
        let seed = u64::try_from(self.whole(0, LARGEST_SEED)).unwrap_or(0);
        Fresh { symbols, seed, scale, layouts }
    }
}

impl Iterator for FreshCases<'_> {
    type Item = Fresh;

    /// `None` where the symbols' ranges hardly ever give a valid case.
    fn next(&mut self) -> Option<Fresh> {
        (0..ATTEMPTS).find_map(|_| {
            let fresh = self.draw();
            self.exercise.fresh_case(1, &fresh).ok().map(|_| fresh)
        })
    }
}

impl Exercise {
    /// The case that a description stands for, as the fresh case of this number.
    ///
    /// # Errors
    /// When the description does not fit this exercise: a symbol too many, an axis without a cell, a maximum that a
    /// window holds twice.
    pub fn fresh_case(&self, number: usize, fresh: &Fresh) -> Result<Case, String> {
        let case = Case {
            id: format!("{FRESH}{number}"),
            about: "A random case within the function's contract.".to_owned(),
            seed: Seed::Pcg(fresh.seed),
            symbols: self.fresh_symbols(&fresh.symbols)?,
            layouts: self.fresh_layouts(&fresh.layouts)?,
            draws: self.scaled_draws(fresh.scale),
            stored: Vec::new(),
            visibility: Visibility::Visible,
        };
        for argument in &self.arguments {
            case.instances(&argument.name, &argument.axes, argument.each.as_ref())?;
        }
        for output in &self.outputs {
            case.instances(&output.name, &output.axes, output.each.as_ref())?;
        }
        let inputs = self.inputs(&case).map_err(|error| error.to_string())?;
        match self.tied_inputs(&case, &inputs).first() {
            Some(tied) => Err(format!("a window of `{tied}` holds its maximum twice")),
            None => Ok(case),
        }
    }

    /// The value of every symbol, the derived ones included.
    fn fresh_symbols(&self, given: &[i64]) -> Result<BTreeMap<String, i64>, String> {
        let mut given = given.iter();
        let mut values = BTreeMap::new();
        for symbol in &self.symbols {
            let value = match &symbol.kind {
                SymbolKind::Formula(formula) => {
                    formula.evaluate(&values).map_err(|error| error.to_string())?
                }
                SymbolKind::Range(..) | SymbolKind::Choice(_) => {
                    *given.next().ok_or_else(|| format!("the value of `{}` is missing", symbol.name))?
                }
            };
            let variants = match &symbol.kind {
                SymbolKind::Choice(variants) => i64::try_from(variants.len()).unwrap_or(i64::MAX) - 1,
                SymbolKind::Range(..) | SymbolKind::Formula(_) => LARGEST_SYMBOL,
            };
            if value > variants || value < -LARGEST_SYMBOL {
                return Err(format!("`{}` cannot be {value}", symbol.name));
            }
            values.insert(symbol.name.clone(), value);
        }
        if given.next().is_some() { Err("there are more values than symbols".to_owned()) } else { Ok(values) }
    }

    fn fresh_layouts(&self, layouts: &[Layout]) -> Result<BTreeMap<String, Layout>, String> {
        if layouts.len() != self.arguments.len() {
            return Err(format!("it needs {} layouts, one for each argument", self.arguments.len()));
        }
        let named = self.arguments.iter().map(|argument| argument.name.clone()).zip(layouts.iter().copied());
        Ok(named.filter(|(_, layout)| *layout != Layout::C).collect())
    }

    fn scaled_draws(&self, scale: Scale) -> BTreeMap<String, Draw> {
        let mut draws = BTreeMap::new();
        for argument in &self.arguments {
            let (Content::Drawn(draw), DType::F64 | DType::F32) = (&argument.content, argument.dtype) else {
                continue;
            };
            let scaled = match (scale, *draw) {
                // The legacy generator alone draws Gaussians.
                (Scale::Declared, Draw::Normal) => Draw::Uniform(-1.0, 1.0),
                (Scale::Declared, draw) => draw,
                (Scale::Whole(most), _) => Draw::Integers(-i64::from(most), i64::from(most)),
                (Scale::Power(power), Draw::Uniform(low, high)) => {
                    let factor = 10_f64.powi(i32::from(power));
                    Draw::Uniform(low * factor, high * factor)
                }
                (Scale::Power(power), _) => {
                    let factor = 10_f64.powi(i32::from(power));
                    Draw::Uniform(-factor, factor)
                }
            };
            draws.insert(argument.name.clone(), scaled);
        }
        draws
    }

    /// The layouts that the exercise's own cases give to each argument: those that it can have.
    fn layouts_in_use(&self) -> BTreeMap<&str, Vec<Layout>> {
        let mut found: BTreeMap<&str, BTreeSet<Layout>> = BTreeMap::new();
        for (name, layout) in self.cases.iter().flat_map(|case| &case.layouts) {
            found.entry(name).or_default().insert(*layout);
        }
        found.into_iter().map(|(name, layouts)| (name, layouts.into_iter().collect())).collect()
    }

    /// The same exercise with these cases in place of its own; what belongs to those is left out.
    #[must_use]
    pub fn with_cases(&self, cases: Vec<Completed>) -> Self {
        let mut exercise = Self {
            cases: Vec::new(),
            printouts: Vec::new(),
            mistakes: Vec::new(),
            answers: Answers::default(),
            added: BTreeMap::new(),
            ..self.clone()
        };
        exercise.add_cases(cases);
        exercise
    }

    /// Adds cases to the exercise's own.
    pub fn add_cases(&mut self, cases: Vec<Completed>) {
        for Completed { case, outputs, terms } in cases {
            for (name, tensor) in outputs {
                self.added.insert(format!("{}/{name}", case.id), tensor);
            }
            for (name, terms) in terms {
                let entry = format!("{}/terms/{name}", case.id);
                self.added.insert(entry, Tensor::from_scalar(Scalar::F64(terms)));
            }
            self.cases.push(case);
        }
    }
}
