//! Single elements all over a tensor, on which movements are tried.

use super::Movement;
use crate::formats::{Axis, FormatError, Source, Window};
use crate::inspect::difference::both::{Pairing, numbers};
use crate::inspect::relation::Slack;
use crate::tensor::{Number, Tolerance, index_of};
use std::collections::HashMap;

/// Elements that are looked at.
const COUNT: usize = 96;
/// Of those, cells that differ, where some are known.
const DIFFERING: usize = 24;
/// A coincidence of so many binary digits is none.
const DIGITS: f64 = 12.0;

/// Elements of the tensor that may have come from another.
pub(super) struct Probes {
    /// Indices and what stands there, those first that differ.
    elements: Vec<(Vec<usize>, Number)>,
    shape: Vec<usize>,
    /// The chance that two of them are the same number.
    chance: f64,
}

impl Probes {
    pub(super) fn take(source: &Source, cells: &[&[usize]]) -> Result<Self, FormatError> {
        let shape = source.shape();
        let total = Window::whole(shape).count().unwrap_or(usize::MAX);
        let mut indices: Vec<Vec<usize>> = cells.iter().take(DIFFERING).map(|cell| cell.to_vec()).collect();
        if total <= COUNT {
            indices.extend((0..total).map(|place| index_of(place, shape)));
        } else {
            indices.extend((0..COUNT).map(|number| index_of(scattered(number, total), shape)));
        }
        let mut elements = Vec::with_capacity(indices.len());
        for index in indices {
            let number = element(source, &index)?;
            elements.push((index, number));
        }
        let chance = chance(elements.iter().map(|(_, number)| *number));
        Ok(Self { elements, shape: shape.to_vec(), chance })
    }

    /// Whether more cells speak for a movement than would by chance. Where the shapes are equal, those speak that
    /// differ; else all of them.
    #[expect(clippy::cast_precision_loss, reason = "a rough measure")]
    pub(super) fn convince(&self, movement: &Movement, mismatched: u64) -> bool {
        let cells = self.shape.iter().map(|&length| length as f64).product::<f64>();
        let speaking = if mismatched > 0 { mismatched as f64 } else { cells };
        -self.chance.log2() * speaking * movement.share() >= DIGITS
    }

    /// Indices whose elements together differ from others in so many binary digits.
    pub(super) fn indices(&self, digits: f64) -> Vec<&[usize]> {
        /// More are too slow to read.
        const MOST: usize = 32;
        let mut left = digits;
        let taken = self.elements.iter().take(MOST).take_while(|_| {
            let is_needed = left > 0.0;
            left += self.chance.log2();
            is_needed
        });
        taken.map(|(index, _)| index.as_slice()).collect()
    }

    /// Elements that differ from most others, each with its index.
    pub(super) fn telling(&self) -> impl Iterator<Item = &(Vec<usize>, Number)> {
        let mut counts: HashMap<_, usize> = HashMap::new();
        self.elements.iter().for_each(|(_, number)| *counts.entry(number.identity()).or_default() += 1);
        self.elements
            .iter()
            .filter(move |(_, number)| counts.get(&number.identity()).is_some_and(|&count| count < 3))
    }

    /// Whether all elements stand in the first tensor where a movement says so.
    pub(super) fn fit(
        &self,
        movement: &Movement,
        sources: [&Source; 2],
        tolerance: Tolerance,
    ) -> Result<bool, FormatError> {
        let [first, second] = sources;
        let Some(from) = first.described_as(movement.views[0].clone()) else { return Ok(false) };
        let Some(to) = second.described_as(movement.views[1].clone()) else { return Ok(false) };
        let equal = Equal::of([&from, &to], tolerance);
        let mut tried = 0;
        for (index, _) in &self.elements {
            let index = reshaped(index, &self.shape, &movement.views[1].shape);
            let Some(place) = place(movement, &index) else { continue };
            tried += 1;
            if !equal.numbers(element(&from, &place)?, element(&to, &index)?) {
                return Ok(false);
            }
        }
        Ok(tried > 0)
    }
}

/// When an element that moved is the same as before.
#[derive(Clone, Copy)]
pub(super) struct Equal {
    tolerance: Tolerance,
    /// Where the types differ, it was rounded on the way.
    slack: Option<Slack>,
}

impl Equal {
    pub(super) fn of([from, to]: [&Source; 2], tolerance: Tolerance) -> Self {
        let elements = [from.element(), to.element()];
        let slack = (elements[0] != elements[1]).then(|| Slack::of(elements, tolerance));
        Self { tolerance, slack }
    }

    pub(super) fn numbers(self, from: Number, to: Number) -> bool {
        let parts = || from.parts().into_iter().zip(to.parts());
        Pairing::of(from, to, self.tolerance).agrees
            || self.slack.is_some_and(|slack| parts().all(|(from, to)| slack.near(from, to, 0.0)))
    }
}

/// Where an index of the second tensor comes from in the first.
fn place(movement: &Movement, index: &[usize]) -> Option<Vec<usize>> {
    let mut place = vec![0; movement.views[0].shape.len()];
    for (axis, &at) in index.iter().enumerate() {
        *place.get_mut(movement.axes[axis])? = movement.takes[axis].place(at, movement.length(axis))?;
    }
    Some(place)
}

/// The index in another shape of the element that is as far from the start in C order.
fn reshaped(index: &[usize], from: &[usize], to: &[usize]) -> Vec<usize> {
    if from == to {
        return index.to_vec();
    }
    let position = index.iter().zip(from).fold(0, |position, (at, length)| position * length + at);
    index_of(position, to)
}

pub(super) fn element(source: &Source, index: &[usize]) -> Result<Number, FormatError> {
    let window = Window { axes: index.iter().map(|&at| Axis::at(at)).collect() };
    numbers(source, &window)?.into_iter().next().ok_or(FormatError::Outside)
}

/// A place of `total` for each number, all over and without a pattern.
fn scattered(number: usize, total: usize) -> usize {
    // The golden ratio's multiples are spread evenly; their low bits are mixed so that none follows the shape.
    let mixed = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let place = (u128::from(mixed ^ (mixed >> 29)) * total as u128) >> 64;
    usize::try_from(place).unwrap_or(0)
}

/// The chance that two of these are the same number.
#[expect(clippy::cast_precision_loss, reason = "a share of few")]
fn chance(numbers: impl Iterator<Item = Number>) -> f64 {
    let mut counts: HashMap<_, usize> = HashMap::new();
    let mut total = 0;
    for number in numbers {
        *counts.entry(number.identity()).or_default() += 1;
        total += 1;
    }
    let total = f64::from(total.max(1));
    counts.values().map(|&count| (count as f64 / total).powi(2)).sum::<f64>().min(1.0)
}
