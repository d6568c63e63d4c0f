//! Shifted along several axes at once.

use super::guess::Guesses;
use super::lanes::{around, signed};
use super::{Movement, Take};
use crate::formats::{FormatError, Source, Window};
use crate::inspect::difference::both::numbers;
use crate::tensor::index_of;
use std::ops::Range;

/// Elements around a cell that are looked through for its number.
const AROUND: usize = 32 << 10;
/// Cells around which is searched, and distances that are tried of each.
const CELLS: usize = 2;
const DISTANCES: usize = 4;

/// Halves exchanged along several axes, as `fftshift` does.
pub(super) fn rolled(guesses: &Guesses<'_>) -> Vec<Movement> {
    let shape = guesses.sources[1].shape();
    let long: Vec<usize> = (0..shape.len()).filter(|&axis| shape[axis] > 1).collect();
    if long.len() < 2 {
        return Vec::new();
    }
    let all = long.clone();
    let last: Vec<usize> = long[long.len() - 2..].to_vec();
    let sets = if all == last { vec![all] } else { vec![last, all] };
    let halves = [|length: usize| length / 2, |length: usize| length - length / 2];
    let by = |set: &[usize], half: fn(usize) -> usize| -> Vec<usize> {
        (0..shape.len()).map(|axis| if set.contains(&axis) { half(shape[axis]) } else { 0 }).collect()
    };
    let rolls = sets.iter().flat_map(|set| halves.map(|half| roll(guesses, &by(set, half))));
    rolls.collect()
}

/// By a few places: a number is looked for near its place.
pub(super) fn shifted(guesses: &Guesses<'_>) -> Result<Vec<Movement>, FormatError> {
    let [from, to] = guesses.sources;
    let shape = to.shape();
    let mut found = Vec::new();
    for (index, number) in guesses.probes.telling().take(CELLS) {
        let ranges = around_cell(index, shape);
        let near = numbers(from, &Window::whole(shape).part(&ranges))?;
        let lengths: Vec<usize> = ranges.iter().map(ExactSizeIterator::len).collect();
        let equal = near.iter().enumerate().filter(|(_, there)| there.distance(*number) == 0.0);
        for (place, _) in equal.take(DISTANCES) {
            let place = index_of(place, &lengths);
            let distances: Vec<isize> = (0..shape.len())
                .map(|axis| index[axis].cast_signed() - (ranges[axis].start + place[axis]).cast_signed())
                .collect();
            if distances.iter().all(|distance| *distance == 0) {
                continue;
            }
            let length = |axis: usize| shape[axis].cast_signed();
            let by = (0..shape.len()).map(|axis| distances[axis].rem_euclid(length(axis)).unsigned_abs());
            found.push(roll(guesses, &by.collect::<Vec<_>>()));
            found.push(shift(guesses, &distances));
        }
    }
    Ok(found)
}

/// The cells near one, as many as may be read.
fn around_cell(index: &[usize], shape: &[usize]) -> Vec<Range<usize>> {
    let ranges = |radius: usize| -> Vec<Range<usize>> {
        let range =
            |(&at, &length): (&usize, &usize)| at.saturating_sub(radius)..(at + radius + 1).min(length);
        index.iter().zip(shape).map(range).collect()
    };
    let fits =
        |radius: &usize| ranges(*radius).iter().map(ExactSizeIterator::len).product::<usize>() <= AROUND;
    let radii = std::iter::successors(Some(AROUND), |radius| (*radius > 0).then_some(radius / 2));
    ranges(radii.into_iter().find(fits).unwrap_or(0))
}

fn roll(guesses: &Guesses<'_>, by: &[usize]) -> Movement {
    let [from, to] = guesses.sources.map(Source::description);
    let mut movement = Movement { kind: "rolled", ..Movement::still([from.clone(), to.clone()]) };
    movement.takes = by.iter().map(|&by| if by == 0 { Take::SAME } else { Take::Roll { by } }).collect();
    let distances: Vec<isize> = by.iter().zip(&to.shape).map(|(&by, &length)| around(by, length)).collect();
    let moved = || distances.iter().enumerate().filter(|(_, distance)| **distance != 0);
    let list = |texts: Vec<String>| format!("({},)", texts.join(", "));
    let numpy = format!(
        "numpy.roll(expected, {}, axis={})",
        list(moved().map(|(_, distance)| distance.to_string()).collect()),
        list(moved().map(|(axis, _)| axis.to_string()).collect())
    );
    movement.named(format!("expected, rolled by {}", told(&distances)), numpy)
}

fn shift(guesses: &Guesses<'_>, distances: &[isize]) -> Movement {
    let [from, to] = guesses.sources.map(Source::description);
    let mut movement = Movement { kind: "shifted", ..Movement::still([from.clone(), to.clone()]) };
    movement.takes = distances.iter().map(|&distance| Take::Line { start: -distance, step: 1 }).collect();
    Movement { words: format!("expected, shifted by {}", told(distances)), ..movement }
}

/// `2 along axis 0 and −1 along axis 1`
fn told(distances: &[isize]) -> String {
    let parts = distances.iter().enumerate().filter(|(_, distance)| **distance != 0);
    let parts: Vec<String> =
        parts.map(|(axis, distance)| format!("{} along axis {axis}", signed(*distance))).collect();
    parts.join(" and ")
}
