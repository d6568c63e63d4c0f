//! What a function adds up, measured one input cell at a time and compared with what it should add up.

mod samples;
mod words;

use super::evidence::Evidence;
use crate::grade::GradeError;
use crate::grade::terms::{Concern, Model, Reading, Selection, Sensor, Sum, Term, readings, selections};
use samples::Sample;

/// What the measurements of one output show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) sentence: String,
    pub(super) extent: Extent,
}

/// How far what is shown goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// It explains every cell of every case that was measured.
    All,
    /// It is one fact among others.
    Example,
}

/// So many terms must be treated differently, and so many right, before a name is given to them.
const ENOUGH: usize = 3;
/// What a measured weight may be off by, relative to the largest: it is a difference of two sums.
const BLUR: f64 = 1e-6;
/// What a sum may be off by, relative to itself.
const ROUNDING: f64 = 1e-10;

/// What is shown of each wrong output; nothing where nothing can be measured.
pub(super) fn measured(evidence: &Evidence<'_>, sensor: &Sensor<'_>) -> Result<Vec<Shown>, GradeError> {
    let samples = samples::measured(evidence, sensor)?;
    let passing = if samples.is_empty() { Vec::new() } else { samples::passing(evidence) };
    let outputs = evidence.exercise.outputs.iter();
    let mut all: Vec<Shown> = Vec::new();
    for shown in outputs.filter_map(|output| shown(&output.name, &samples, &passing)) {
        // One thing that is wrong in two outputs is said once.
        if !all.iter().any(|known| known.sentence == shown.sentence) {
            all.push(shown);
        }
    }
    Ok(all)
}

/// One output over all samples in which it is wrong, and the models of the cases that pass: what would make them
/// fail is not what is wrong.
fn shown(output: &str, samples: &[Sample<'_>], passing: &[Model]) -> Option<Shown> {
    let views: Vec<View<'_>> = samples.iter().filter_map(|sample| View::of(sample, output)).collect();
    let argument = views.first()?.sample.model.argument.as_str();
    let all = |sentence: String| Some(Shown { sentence, extent: Extent::All });
    // Where all numbers are tiny, much looks linear: one case in which it is not is enough.
    if !views.iter().all(View::is_linear) {
        return if passing.len() * 2 <= samples.len() {
            all(words::not_linear(output, argument))
        } else {
            None
        };
    }
    if views.iter().all(|view| view.wrong_pair().is_none()) {
        let view = views.iter().find(|view| view.wrong_base().is_some())?;
        return all(words::base(view, view.wrong_base()?));
    }
    if passing.is_empty() && views.iter().all(View::is_constant) {
        return all(words::constant(output, argument));
    }
    let fits = |reading: &Reading| {
        explains(reading, &views) && passing.iter().all(|model| model.is_the_same_in(output, reading))
    };
    let readings = readings().into_iter().filter(fits).map(|reading| reading.sentence);
    let besides = if views.iter().any(|view| view.wrong_base().is_some()) { words::BESIDES } else { "" };
    if let Some(sentence) = only(readings) {
        return all(format!("{sentence} {}{besides}", words::method(argument)));
    }
    let treats = |selection: &Selection| {
        let empty = |model: &Model| model.has_none_in(output, |sizes, term| (selection.holds)(sizes, term));
        let factor = treated(selection, &views).filter(|_| passing.iter().all(empty))?;
        words::treated(selection, factor, output)
    };
    if let Some(sentence) = only(selections().iter().filter_map(treats)) {
        return all(format!("{sentence} {}{besides}", words::method(argument)));
    }
    let view = views.iter().find(|view| view.sample.is_visible() && view.wrong_pair().is_some())?;
    let (cell, input) = view.wrong_pair()?;
    Some(Shown { sentence: words::pair(view, cell, input), extent: Extent::Example })
}

/// The one sentence, where there are not two: what can be said in two ways is said in neither.
fn only(mut sentences: impl Iterator<Item = String>) -> Option<String> {
    let first = sentences.next()?;
    sentences.all(|other| other == first).then_some(first)
}

/// Whether a reading gives exactly what was measured.
fn explains(reading: &Reading, views: &[View<'_>]) -> bool {
    views.iter().all(|view| {
        let applies = match reading.concerns {
            Concern::Places => view.sum.is_placed(),
            Concern::Weights => view.sample.model.is_weighed(view.sum),
        };
        applies && view.agrees(&view.expected(reading))
    })
}

/// The factor that the terms of a selection have, where all others are right.
fn treated(selection: &Selection, views: &[View<'_>]) -> Option<f64> {
    let (mut factors, mut right) = (Vec::new(), 0);
    for view in views {
        let sizes = &view.sample.model.sizes;
        let terms = view.terms();
        let counted = terms.iter().filter(|term| term.weight != 0.0);
        for term in counted {
            let weight = view.weight(term.output, term.input);
            match (selection.holds)(sizes, term) {
                true => factors.push(weight / term.weight),
                false if view.is_close(weight, term.weight) => right += 1,
                false => return None,
            }
        }
        let strays =
            view.expected(&Reading::right()).into_iter().enumerate().filter(|(_, weight)| *weight == 0.0);
        let counts = |position: usize| view.weight(position / view.width(), position % view.width());
        if strays.into_iter().any(|(position, _)| !view.is_close(counts(position), 0.0)) {
            return None;
        }
    }
    let first = *factors.first()?;
    let same = factors.iter().all(|factor| (factor - first).abs() <= 1e-5 * first.abs().max(1.0));
    (same && factors.len() >= ENOUGH && right >= ENOUGH && (first - 1.0).abs() > 1e-3).then_some(first)
}

/// One output of one sample.
struct View<'a> {
    sample: &'a Sample<'a>,
    sum: &'a Sum,
    number: usize,
    scale: f64,
}

impl<'a> View<'a> {
    /// `None` where the output is right in this sample, or was not measured.
    fn of(sample: &'a Sample<'a>, output: &str) -> Option<Self> {
        let sum = sample.model.sums.iter().find(|sum| sum.output == output)?;
        let number = sample.weights.iter().position(|weights| weights.output == output)?;
        let wrong = sample.compared(output)?.is_wrong();
        let terms = sample.model.terms(sum, &Reading::right());
        let scale = terms.iter().fold(0.0, |largest: f64, term| largest.max(term.weight.abs()));
        wrong.then_some(Self { sample, sum, number, scale })
    }

    fn terms(&self) -> Vec<Term> {
        self.sample.model.terms(self.sum, &Reading::right())
    }

    fn weight(&self, output: usize, input: usize) -> f64 {
        self.sample.weights[self.number].weight(output, input)
    }

    fn width(&self) -> usize {
        self.sample.weights[self.number].inputs.len()
    }

    fn cells(&self) -> usize {
        self.sample.weights[self.number].base.len()
    }

    /// Every weight under a reading: a row for each cell of the output.
    fn expected(&self, reading: &Reading) -> Vec<f64> {
        let mut all = vec![0.0; self.cells() * self.width()];
        for term in self.sample.model.terms(self.sum, reading) {
            if let Some(weight) = all.get_mut(term.output * self.width() + term.input) {
                *weight += term.weight;
            }
        }
        all
    }

    /// Weights are measured as differences, which rounding blurs.
    fn is_close(&self, left: f64, right: f64) -> bool {
        (left - right).abs() <= BLUR * self.scale
    }

    fn agrees(&self, expected: &[f64]) -> bool {
        let width = self.width();
        expected
            .iter()
            .enumerate()
            .all(|(position, weight)| self.is_close(self.weight(position / width, position % width), *weight))
    }

    /// Whether the contributions of the single cells add up to what the function returned.
    fn is_linear(&self) -> bool {
        let weights = &self.sample.weights[self.number];
        let Some(compared) = self.sample.compared(&self.sum.output) else { return false };
        let largest = weights.inputs.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        compared.actual.iter().enumerate().all(|(cell, actual)| {
            let base = weights.base.get(cell).copied().unwrap_or(0.0);
            let rounding = ROUNDING * (actual.abs() + base.abs());
            (weights.total(cell) - actual).abs() <= BLUR * self.scale * largest + rounding
        })
    }

    /// Whether no cell of the argument counts for any of the output.
    fn is_constant(&self) -> bool {
        let pairs = (0..self.cells()).flat_map(|output| (0..self.width()).map(move |input| (output, input)));
        pairs.into_iter().all(|(output, input)| self.is_close(self.weight(output, input), 0.0))
    }

    /// The pair of cells whose weight is furthest off.
    fn wrong_pair(&self) -> Option<(usize, usize)> {
        let expected = self.expected(&Reading::right());
        let width = self.width();
        let error = |position: usize| {
            let weight = self.weight(position / width, position % width);
            (!self.is_close(weight, expected[position])).then(|| (weight - expected[position]).abs())
        };
        let wrong = (0..expected.len()).filter_map(|position| Some((position, error(position)?)));
        let (worst, _) = wrong.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
        Some((worst / width, worst % width))
    }

    /// The first cell of the output to which something else is added than should be.
    fn wrong_base(&self) -> Option<usize> {
        let model: &Model = &self.sample.model;
        let base = &self.sample.weights[self.number].base;
        (0..base.len()).find(|&cell| {
            let right = model.base(self.sum, cell);
            (base[cell] - right).abs() > BLUR * right.abs().max(self.scale)
        })
    }
}
