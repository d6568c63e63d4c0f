//! Backward rules: where gradients flow.

use super::Pooling;
use super::images::{Images, read, signed};
use super::terms::{Factor, Part, PartName, Source, Step, Term};
use super::window::{even_share, filter_index, largest};
use crate::tensor::Tensor;

/// `dA[…, y, x, k] = Σ over windows (h, w) on the cell, Σ over filters c: dZ[…, h, w, c] · W[y − top, x − left, k, c]`,
/// a part for each window.
pub(super) fn input_gradient(input: &Images, filter: &Tensor, gradient: &Tensor, cell: Vec<usize>) -> Step {
    let channel = input.channel_axis().and_then(|axis| cell.get(axis)).copied().unwrap_or(0);
    let filters = input.channel_axis().and_then(|axis| gradient.shape().get(axis)).copied().unwrap_or(1);
    let part = |Cover { window: (h, w), row, column }: Cover| {
        let term = |number: usize| {
            let mut from = input.moved(&cell, signed(h), signed(w));
            if let Some(entry) = input.channel_axis().and_then(|axis| from.get_mut(axis)) {
                *entry = signed(number);
            }
            let weight = filter_index(input, filter, [row, column, channel, number]);
            Term::product(read(Source::Gradient, gradient, from), read(Source::Filter, filter, weight))
        };
        let terms: Vec<Term> = (0..filters).map(term).collect();
        Part::new(PartName::Window(h, w), filters, terms).within(input.place(h, w))
    };
    let parts = covers(input, gradient, &cell).into_iter().map(part).collect();
    Step::sum(cell, parts, None)
}

/// `dA[…, y, x, c] = Σ over windows (h, w) on the cell: dA'[…, h, w, c] · share`: the share of a maximum is 1 and of
/// other cells 0, that of a mean is the same for all. A part for each window.
pub(super) fn pooled_gradient(input: &Images, gradient: &Tensor, pooling: Pooling, cell: Vec<usize>) -> Step {
    let part = |Cover { window: (h, w), row, column }: Cover| {
        let place = input.place(h, w);
        let cells = input.cells(&cell, place);
        let winner = cells.get(largest(&cells)).filter(|_| pooling == Pooling::Maximum);
        let here = cells.get(row * place.width + column).map(|factor| factor.value);
        let share = match winner {
            None => even_share(cells.len()),
            Some(winner) if here == Some(winner.value) => 1.0,
            Some(_) => 0.0,
        };
        let from = read(Source::Gradient, gradient, input.moved(&cell, signed(h), signed(w)));
        let term = Term::product(from, Factor::share(share));
        Part::new(PartName::Window(h, w), 1, vec![term]).within(place).won_by(winner)
    };
    let parts = covers(input, gradient, &cell).into_iter().map(part).collect();
    Step::sum(cell, parts, None)
}

/// `dW[r, s, k, c] = Σ over examples, Σ over windows: input cell (r, s) of the window · its gradient`, a part for each
/// example.
pub(super) fn filter_gradient(input: &Images, gradient: &Tensor, cell: Vec<usize>) -> Step {
    let at = |axis: usize| cell.get(axis).copied().unwrap_or(0);
    let (row, column) = (signed(at(0)), signed(at(1)));
    let axis = input.channel_axis();
    let (channel, number) = (at(2), at(if axis.is_some() { 3 } else { 2 }));
    let (down, right) = input.windows_in(gradient);
    let part = |mut example: Vec<usize>| {
        let mut source = example.clone();
        for (index, place) in [(&mut example, number), (&mut source, channel)] {
            if let Some(entry) = axis.and_then(|axis| index.get_mut(axis)) {
                *entry = place;
            }
        }
        let term = |(h, w): (usize, usize)| {
            let place = input.place(h, w);
            let weighed = input.factor(&source, place.top + row, place.left + column);
            let from = input.moved(&example, signed(h), signed(w));
            Term::product(weighed, read(Source::Gradient, gradient, from))
        };
        let terms = windows(down, right).map(term).collect();
        Part::new(example_name(input, &example), right, terms)
    };
    let parts = input.examples_in(gradient).into_iter().map(part).collect();
    Step::sum(cell, parts, None)
}

/// `db[…, c] = Σ dZ[…, c]`, a part for each example.
pub(super) fn bias_gradient(input: &Images, gradient: &Tensor, cell: Vec<usize>) -> Step {
    let number = cell.last().copied().unwrap_or(0);
    let (down, right) = input.windows_in(gradient);
    let part = |mut example: Vec<usize>| {
        if let Some(entry) = input.channel_axis().and_then(|axis| example.get_mut(axis)) {
            *entry = number;
        }
        let term = |(h, w): (usize, usize)| {
            Term::of(read(Source::Gradient, gradient, input.moved(&example, signed(h), signed(w))))
        };
        let terms = windows(down, right).map(term).collect();
        Part::new(example_name(input, &example), right, terms)
    };
    let parts = input.examples_in(gradient).into_iter().map(part).collect();
    Step::sum(cell, parts, None)
}

fn example_name(input: &Images, example: &[usize]) -> PartName {
    let axes = input.plane.0.min(input.plane.1).min(example.len());
    if axes == 0 { PartName::Whole } else { PartName::Example(example[..axes].to_vec()) }
}

/// A window that lies on a cell, and where in the window the cell is.
struct Cover {
    window: (usize, usize),
    row: usize,
    column: usize,
}

/// Every window that lies on a cell, in the order in which the forward pass comes to them.
fn covers(input: &Images, gradient: &Tensor, cell: &[usize]) -> Vec<Cover> {
    let at = |axis: usize| signed(cell.get(axis).copied().unwrap_or(0));
    let (down, right) = input.windows_in(gradient);
    let cover = |(h, w): (usize, usize)| {
        let place = input.place(h, w);
        let row = usize::try_from(at(input.plane.0) - place.top).ok().filter(|row| *row < place.height)?;
        let column = usize::try_from(at(input.plane.1) - place.left).ok()?;
        (column < place.width).then_some(Cover { window: (h, w), row, column })
    };
    windows(down, right).filter_map(cover).collect()
}

/// The row and column of every window, in the order in which the forward pass comes to them.
fn windows(down: usize, right: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..down).flat_map(move |h| (0..right).map(move |w| (h, w)))
}
