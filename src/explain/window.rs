//! Forward rules: what a window gives.

use super::Pooling;
use super::images::{Images, read, signed};
use super::terms::{Factor, Outcome, Part, PartName, Source, Step, Term};
use crate::tensor::{Scalar, Tensor};

/// A cell of a padded tensor: where it comes from.
pub(super) fn padded(input: &Images, cell: Vec<usize>) -> Step {
    let back = |axis: usize| signed(cell.get(axis).copied().unwrap_or(0)) - signed(input.padding);
    let factor = input.factor(&cell, back(input.plane.0), back(input.plane.1));
    let part = Part::new(PartName::Whole, 1, vec![Term::of(factor)]);
    Step { total: part.sum, cell, parts: vec![part], bias: None, outcome: Outcome::Moved }
}

/// `Z[…, h, w, c] = Σ window · filter c + bias c`, a part for each input channel.
pub(super) fn weighed(input: &Images, filter: &Tensor, bias: Option<&Tensor>, cell: Vec<usize>) -> Step {
    let at = |axis: usize| cell.get(axis).copied().unwrap_or(0);
    // The output of a single window is a scalar, whose index has no axes.
    let base: Vec<usize> = (0..input.tensor.shape().len()).map(at).collect();
    let place = input.place(at(input.plane.0), at(input.plane.1));
    let number = input.channel_axis().map_or(0, at);
    let part = |channel: usize| {
        let mut base = base.clone();
        if let Some(axis) = input.channel_axis() {
            base[axis] = channel;
        }
        let cells = input.cells(&base, place).into_iter().enumerate();
        let terms = cells.map(|(position, window)| {
            let (row, column) = (position / place.width.max(1), position % place.width.max(1));
            let weight = filter_index(input, filter, [row, column, channel, number]);
            Term::product(window, read(Source::Filter, filter, weight))
        });
        let name = if input.channels() == 1 { PartName::Whole } else { PartName::Channel(channel) };
        Part::new(name, place.width, terms.collect()).within(place)
    };
    let parts = (0..input.channels()).map(part).collect();
    Step::sum(cell, parts, bias.map(|bias| bias_of(bias, number)))
}

/// Row, column, input channel and filter as far as a filter has axes for them.
pub(super) fn filter_index(
    input: &Images,
    filter: &Tensor,
    [row, column, channel, number]: [usize; 4],
) -> Vec<isize> {
    let mut index = vec![row, column];
    index.extend(input.channel_axis().map(|_| channel));
    index.extend((filter.shape().len() > index.len()).then_some(number));
    index.into_iter().map(signed).collect()
}

/// A filter's bias lies along the last axis.
fn bias_of(bias: &Tensor, number: usize) -> Factor {
    let mut index = vec![0; bias.shape().len()];
    if let Some(last) = index.last_mut() {
        *last = signed(number);
    }
    read(Source::Bias, bias, index)
}

/// `A[…, h, w, c]`: the window's largest cell, or the mean of all.
pub(super) fn pooled(input: &Images, pooling: Pooling, cell: Vec<usize>) -> Step {
    let at = |axis: usize| cell.get(axis).copied().unwrap_or(0);
    let place = input.place(at(input.plane.0), at(input.plane.1));
    let cells = input.cells(&cell, place);
    match pooling {
        Pooling::Maximum => {
            let largest = largest(&cells);
            let total = cells.get(largest).map_or(f64::NEG_INFINITY, |factor| factor.value);
            let terms = cells.iter().cloned().map(Term::of).collect();
            let part = Part::new(PartName::Whole, place.width, terms).within(place);
            let part = part.won_by(cells.get(largest));
            Step { cell, parts: vec![part], bias: None, outcome: Outcome::Largest(largest), total }
        }
        Pooling::Mean => {
            let share = even_share(cells.len());
            let terms = cells.into_iter().map(|cell| Term::product(cell, Factor::share(share)));
            let part = Part::new(PartName::Whole, place.width, terms.collect()).within(place);
            Step::sum(cell, vec![part], None)
        }
    }
}

/// Whether a cell is its window's largest.
pub(super) fn mask(input: &Images, cell: Vec<usize>) -> Step {
    let place = input.place(0, 0);
    let cells = input.cells(&cell, place);
    let at = |axis: usize| cell.get(axis).copied().unwrap_or(0);
    let here = at(input.plane.0) * place.width + at(input.plane.1);
    let largest = largest(&cells);
    let value = |position: usize| cells.get(position).map(|factor| factor.value);
    let total = if value(here) == value(largest) { 1.0 } else { 0.0 };
    let terms = cells.iter().cloned().map(Term::of).collect();
    let part = Part::new(PartName::Whole, place.width, terms).within(place).won_by(cells.get(largest));
    let outcome = Outcome::IsLargest { cell: here, largest };
    Step { cell, parts: vec![part], bias: None, outcome, total }
}

/// `a = value / cells`.
pub(super) fn shared(value: &Tensor, cells: usize, cell: Vec<usize>) -> Step {
    let whole = value.get(&[]).map_or(0.0, Scalar::to_f64);
    let whole = Factor { source: Source::Gradient, index: Vec::new(), value: whole };
    let part = Part::new(PartName::Whole, 1, vec![Term::product(whole, Factor::share(even_share(cells)))]);
    Step::sum(cell, vec![part], None)
}

/// The position of the first largest value.
pub(super) fn largest(cells: &[Factor]) -> usize {
    let mut best = 0;
    for (position, factor) in cells.iter().enumerate() {
        if cells.get(best).is_some_and(|best| factor.value > best.value) {
            best = position;
        }
    }
    best
}

/// What falls to each of `cells`.
#[expect(clippy::cast_precision_loss, reason = "no window has 2^52 cells")]
pub(super) fn even_share(cells: usize) -> f64 {
    1.0 / cells.max(1) as f64
}
