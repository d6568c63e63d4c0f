//! The sums that a function should compute in one case, term by term: windows over images, told by family and roles.

mod sizes;

pub(in crate::grade) use sizes::Sizes;

use super::reading::Reading;
use crate::course::{Case, Exercise, Family, Input, StepRole};
use crate::tensor::{Scalar, Tensor};
use std::collections::{BTreeMap, BTreeSet};

/// The sums of one case. Images are of shape (…, rows, columns, …): what lies before the plane is taken for examples,
/// what follows it for channels.
pub(in crate::grade) struct Model {
    /// The argument that all sums are linear in.
    pub(in crate::grade) argument: String,
    /// What the function should return in the roles that a family knows.
    pub(in crate::grade) sums: Vec<Sum>,
    pub(in crate::grade) sizes: Sizes,
    images: Vec<f64>,
    /// Of shape (height, width, channels, numbers).
    filter: Option<Vec<f64>>,
    bias: Option<Vec<f64>>,
    /// Whether a window's gradient goes to its maximum alone.
    maximum: bool,
}

/// An output whose cells are sums over the argument's cells.
pub(in crate::grade) struct Sum {
    pub(in crate::grade) output: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Pad,
    Window,
    Mean,
    InputGradient,
    FilterGradient,
    BiasGradient,
}

/// One term: a cell of the argument, times a weight, goes into a cell of the output.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::grade) struct Term {
    /// Cells in C order.
    pub(in crate::grade) output: usize,
    pub(in crate::grade) input: usize,
    pub(in crate::grade) weight: f64,
    pub(in crate::grade) example: usize,
    /// The window, by its row and column of windows.
    pub(in crate::grade) window: (usize, usize),
    /// The place in the window.
    pub(in crate::grade) offset: (usize, usize),
    pub(in crate::grade) channel: usize,
    pub(in crate::grade) number: usize,
    /// The place in the image.
    pub(in crate::grade) image: (usize, usize),
    pub(in crate::grade) order: Order,
}

/// Where a term stands among those of its output cell that are not 0, in the order of the loops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::grade) enum Order {
    #[default]
    Before,
    Last,
}

impl Sum {
    /// Whether its terms depend on where windows are placed over an image.
    pub(in crate::grade) const fn is_placed(&self) -> bool {
        !matches!(self.kind, Kind::Pad | Kind::BiasGradient)
    }
}

impl Model {
    /// The sums of a case; `None` where the family or this case has none.
    pub(in crate::grade) fn of(exercise: &Exercise, case: &Case, inputs: &[Input]) -> Option<Self> {
        let family = exercise.family?;
        let name = |role: StepRole| exercise.step_roles.get(&role);
        let tensor = |role: StepRole| {
            let name = name(role)?;
            inputs.iter().find(|input| input.name == *name).map(|input| &input.tensor)
        };
        let images = tensor(StepRole::Input)?;
        let drawn = exercise.drawn_input(case, name(StepRole::Input)?);
        let filter = tensor(StepRole::Filter);
        let sizes = Sizes::of(images, drawn, filter, family)?;
        let maximum = drawn.maxima().is_some();
        let role = if family == Family::Scatter { StepRole::Gradient } else { StepRole::Input };
        let sums: Vec<Sum> = exercise
            .step_roles
            .iter()
            .filter_map(|(role, output)| {
                let kind = kind(family, *role).filter(|kind| !(maximum && *kind == Kind::Mean))?;
                Some(Sum { output: output.clone(), kind })
            })
            .collect();
        let model = Self {
            argument: name(role)?.clone(),
            sums,
            sizes,
            images: numbers(images),
            filter: filter.map(numbers),
            bias: tensor(StepRole::Bias).map(numbers),
            maximum,
        };
        model.fits(filter).then_some(model)
    }

    fn fits(&self, filter: Option<&Tensor>) -> bool {
        let Sizes { height, width, channels, numbers, .. } = self.sizes;
        let filter =
            filter.is_none_or(|filter| filter.scalars().count() == height * width * channels * numbers);
        let bias = self.bias.as_ref().is_none_or(|bias| bias.len() == numbers);
        !self.sums.is_empty() && filter && bias
    }

    /// What is added to each cell of a sum that is no term.
    pub(in crate::grade) fn base(&self, sum: &Sum, cell: usize) -> f64 {
        let bias = self.bias.as_ref().filter(|_| sum.kind == Kind::Window);
        bias.and_then(|bias| bias.get(cell % self.sizes.numbers.max(1))).copied().unwrap_or(0.0)
    }

    /// Whether cells of a sum are weighed by a filter.
    pub(in crate::grade) fn is_weighed(&self, sum: &Sum) -> bool {
        self.filter.is_some() && matches!(sum.kind, Kind::Window | Kind::InputGradient)
    }

    /// Every term of a sum as it is under a reading of the task; padding gives none.
    pub(in crate::grade) fn terms(&self, sum: &Sum, reading: &Reading) -> Vec<Term> {
        let mut terms: Vec<Term> = match sum.kind {
            Kind::Pad => self.moved(),
            Kind::BiasGradient => self.windows().map(|term| Term { output: term.number, ..term }).collect(),
            _ => self.windows().flat_map(|term| self.window(sum.kind, reading, term)).collect(),
        };
        let mut seen = BTreeSet::new();
        for term in terms.iter_mut().rev().filter(|term| term.weight != 0.0) {
            if seen.insert(term.output) {
                term.order = Order::Last;
            }
        }
        terms
    }

    /// Whether an output's sums are the same under another reading.
    pub(in crate::grade) fn is_the_same_in(&self, output: &str, reading: &Reading) -> bool {
        let weights = |reading: &Reading| {
            let mut weights: BTreeMap<(usize, usize), f64> = BTreeMap::new();
            let sums = self.sums.iter().filter(|sum| sum.output == output);
            for term in sums.flat_map(|sum| self.terms(sum, reading)).filter(|term| term.weight != 0.0) {
                *weights.entry((term.output, term.input)).or_default() += term.weight;
            }
            weights
        };
        weights(&Reading::right()) == weights(reading)
    }

    /// Whether no term of an output that counts is one of these.
    pub(in crate::grade) fn has_none_in(&self, output: &str, is_one: impl Fn(&Sizes, &Term) -> bool) -> bool {
        let sums = self.sums.iter().filter(|sum| sum.output == output);
        let mut terms = sums.flat_map(|sum| self.terms(sum, &Reading::right()));
        !terms.any(|term| term.weight != 0.0 && is_one(&self.sizes, &term))
    }

    /// One term for each window of each example and number.
    fn windows(&self) -> impl Iterator<Item = Term> {
        let Sizes { examples, down, right, numbers, .. } = self.sizes;
        (0..examples * down * right * numbers).map(move |input| {
            let (number, place) = (input % numbers, input / numbers);
            let window = (place / right % down, place % right);
            let example = place / right / down;
            Term {
                input,
                weight: 1.0,
                example,
                window,
                number,
                channel: number,
                image: window,
                ..Term::default()
            }
        })
    }

    /// The terms of one window.
    fn window(&self, kind: Kind, reading: &Reading, window: Term) -> Vec<Term> {
        let sizes = &self.sizes;
        let channels = if self.filter.is_some() || kind == Kind::FilterGradient {
            0..sizes.channels
        } else {
            window.number..window.number + 1
        };
        let mut terms = Vec::new();
        for (row, column) in
            (0..sizes.height).flat_map(|row| (0..sizes.width).map(move |column| (row, column)))
        {
            let Some(image) = reading.place(sizes, window.window, (row, column)) else { continue };
            for channel in channels.clone() {
                let at = ((window.example * sizes.rows + image.0) * sizes.columns + image.1) * sizes.channels
                    + channel;
                let term = Term { offset: (row, column), image, channel, ..window };
                terms.push((at, term));
            }
        }
        let winner = |terms: &[(usize, Term)]| {
            let value = |at: usize| self.images.get(at).copied().unwrap_or(f64::NEG_INFINITY);
            terms.iter().map(|(at, _)| *at).reduce(|best, at| if value(at) > value(best) { at } else { best })
        };
        let winner = winner(&terms).filter(|_| self.maximum);
        let finished = terms.into_iter().map(|(at, term)| {
            let weight = match kind {
                Kind::FilterGradient => self.images.get(at).copied().unwrap_or(0.0),
                _ if self.filter.is_some() => self.weight(reading, &term),
                _ => self.share(winner, at),
            };
            let filter_cell = ((term.offset.0 * sizes.width + term.offset.1) * sizes.channels + term.channel)
                * sizes.numbers
                + term.number;
            let (output, input) = match kind {
                Kind::InputGradient => (at, window.input),
                Kind::FilterGradient => (filter_cell, window.input),
                _ => (window.input, at),
            };
            Term { output, input, weight, ..term }
        });
        finished.collect()
    }

    fn weight(&self, reading: &Reading, term: &Term) -> f64 {
        let Sizes { width, channels, numbers, .. } = self.sizes;
        let (row, column) = reading.weight(&self.sizes, term.offset);
        let at = ((row * width + column) * channels + term.channel) * numbers + term.number;
        self.filter.as_ref().and_then(|filter| filter.get(at)).copied().unwrap_or(0.0)
    }

    #[expect(clippy::cast_precision_loss, reason = "no window has 2^52 cells")]
    fn share(&self, winner: Option<usize>, at: usize) -> f64 {
        match winner {
            Some(winner) if winner == at => 1.0,
            Some(_) => 0.0,
            None => 1.0 / (self.sizes.height * self.sizes.width).max(1) as f64,
        }
    }

    /// Every cell at its place in the padded image.
    fn moved(&self) -> Vec<Term> {
        let Sizes { examples, rows, columns, channels, ring, .. } = self.sizes;
        let term = |input: usize| {
            let (channel, place) = (input % channels, input / channels);
            let (row, column, example) = (place / columns % rows, place % columns, place / columns / rows);
            let (high, wide) = (rows + 2 * ring, columns + 2 * ring);
            let output = ((example * high + row + ring) * wide + column + ring) * channels + channel;
            let image = (row, column);
            Term { output, input, weight: 1.0, example, channel, number: channel, image, ..Term::default() }
        };
        (0..examples * rows * columns * channels).map(term).collect()
    }
}

/// What an output in this role is, where pooling takes the mean; `None` where it is not linear in the argument.
const fn kind(family: Family, role: StepRole) -> Option<Kind> {
    Some(match (family, role) {
        (Family::Pad, StepRole::Output) => Kind::Pad,
        (Family::Window, StepRole::Output) => Kind::Window,
        (Family::Pool, StepRole::Output) => Kind::Mean,
        (Family::Scatter, StepRole::InputGradient) => Kind::InputGradient,
        (Family::Scatter, StepRole::FilterGradient) => Kind::FilterGradient,
        (Family::Scatter, StepRole::BiasGradient) => Kind::BiasGradient,
        _ => return None,
    })
}

fn numbers(tensor: &Tensor) -> Vec<f64> {
    tensor.scalars().map(Scalar::to_f64).collect()
}
