//! One axis whose indices stand elsewhere: rolled, shifted, reordered, repeated, or some of them left out.
//!
//! Each index is known by what stands there in a few lanes along the axis.

use super::guess::Guesses;
use super::words::{order, slice_part, sliced};
use super::{Movement, Take};
use crate::formats::{Axis, FormatError, Source, Window};
use crate::inspect::difference::both::numbers;
use std::collections::HashMap;

/// Longer axes are left to the search nearby.
const LONGEST: usize = 64 << 10;
/// Binary digits by which the lanes along an axis tell an index from others.
const DIGITS: f64 = 24.0;

/// Marks in a row that together tell a place.
const NEIGHBOURS: usize = 48;

/// What stands at an index in each lane.
type Mark = Vec<(u64, u64)>;

/// An axis of both tensors, along which all others are equal.
pub(super) fn along(guesses: &Guesses<'_>) -> Result<Vec<Movement>, FormatError> {
    let [from, to] = guesses.sources;
    let (shape, lengths) = (to.shape(), from.shape());
    let mut found = Vec::new();
    if shape.len() != lengths.len() {
        return Ok(found);
    }
    for axis in 0..shape.len() {
        let others_differ = (0..shape.len()).any(|other| other != axis && shape[other] != lengths[other]);
        let is_long = shape[axis].max(lengths[axis]) > LONGEST || shape[axis].min(lengths[axis]) == 0;
        if others_differ || is_long || (shape[axis] == 1 && lengths[axis] == 1) {
            continue;
        }
        let lanes = guesses.probes.indices(DIGITS);
        let (there, here) = (marks(from, axis, &lanes)?, marks(to, axis, &lanes)?);
        found.extend(takes(&here, &there).into_iter().map(|take| movement(guesses, axis, take)));
    }
    Ok(found)
}

/// What stands at every index of an axis.
fn marks(source: &Source, axis: usize, lanes: &[&[usize]]) -> Result<Vec<Mark>, FormatError> {
    let mut marks = vec![Vec::with_capacity(lanes.len()); source.shape()[axis]];
    for lane in lanes {
        let mut window = Window::whole(source.shape());
        for (place, &at) in lane.iter().enumerate().filter(|(place, _)| *place != axis) {
            window.axes[place] = Axis::at(at);
        }
        marks
            .iter_mut()
            .zip(numbers(source, &window)?)
            .for_each(|(mark, number)| mark.push(number.identity()));
    }
    Ok(marks)
}

/// The ways in which the marks of one axis may come from another.
fn takes(here: &[Mark], there: &[Mark]) -> Vec<Take> {
    let mut places: HashMap<&Mark, Vec<usize>> = HashMap::new();
    there.iter().enumerate().for_each(|(place, mark)| places.entry(mark).or_default().push(place));
    let only = |mark: &Mark| match places.get(mark).map(Vec::as_slice) {
        Some([place]) => Some(*place),
        _ => None,
    };
    let mut known: Vec<(usize, usize)> =
        here.iter().enumerate().filter_map(|(at, mark)| Some((at, only(mark)?))).collect();
    if known.is_empty() {
        known = by_neighbours(here, there);
    }
    let mut found = Vec::new();
    if let ([_], [(_, place)]) = (here, known.as_slice()) {
        found.push(Take::Line { start: place.cast_signed(), step: 1 });
    }
    if let Some((&first, &second)) = known.first().zip(known.get(1)) {
        found.extend(line(first, second));
        if here.len() > there.len() && here.len().is_multiple_of(there.len()) {
            found.push(Take::Repeat { each: here.len() / there.len() });
        }
    }
    if !known.is_empty() {
        let by = usual_distance(&known);
        found.push(Take::Line { start: -by, step: 1 });
        if here.len() == there.len() {
            found.push(Take::Roll { by: by.rem_euclid(here.len().cast_signed()).unsigned_abs() });
        }
    }
    if known.len() == here.len() {
        found.push(Take::List(known.iter().map(|(_, place)| *place).collect()));
    }
    let stays = |take: &Take, at: usize| take.place(at, there.len()) == Some(at);
    let is_same = |take: &Take| here.len() == there.len() && (0..here.len()).all(|at| stays(take, at));
    let fits = |take: &Take| {
        here.iter()
            .enumerate()
            .all(|(at, mark)| take.place(at, there.len()).is_none_or(|place| there[place] == *mark))
    };
    found.retain(|take| !is_same(take) && fits(take));
    // What leaves nothing over says more than what does.
    found.sort_by_key(|take| here.len() - take.covered(here.len(), there.len()).len());
    found.truncate(1);
    found
}

/// Indices that are known by what follows them, where each mark occurs too often to be known by itself.
fn by_neighbours(here: &[Mark], there: &[Mark]) -> Vec<(usize, usize)> {
    let mut places: HashMap<&[Mark], Option<usize>> = HashMap::new();
    for (place, window) in there.windows(NEIGHBOURS).enumerate() {
        places.entry(window).and_modify(|only| *only = None).or_insert(Some(place));
    }
    let known = |(at, window)| Some((at, (*places.get(window)?)?));
    here.windows(NEIGHBOURS).enumerate().filter_map(known).take(2).collect()
}

/// How far most indices are from where they came from.
fn usual_distance(known: &[(usize, usize)]) -> isize {
    let mut counts: HashMap<isize, usize> = HashMap::new();
    for (at, place) in known {
        *counts.entry(at.cast_signed() - place.cast_signed()).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(distance, count)| (*count, -distance.abs(), *distance));
    most.map_or(0, |(distance, _)| distance)
}

/// The line through two pairs of indices.
fn line((at, place): (usize, usize), (next, there): (usize, usize)) -> Option<Take> {
    let rise = there.cast_signed() - place.cast_signed();
    let run = next.cast_signed() - at.cast_signed();
    let step = (rise % run == 0).then_some(rise / run).filter(|step| *step != 0)?;
    Some(Take::Line { start: place.cast_signed() - step * at.cast_signed(), step })
}

fn movement(guesses: &Guesses<'_>, axis: usize, take: Take) -> Movement {
    let [from, to] = guesses.sources.map(Source::description);
    let (count, length, rank) = (to.shape[axis], from.shape[axis], to.shape.len());
    let name = guesses.names;
    let mut movement = Movement::still([from.clone(), to.clone()]);
    movement.takes[axis] = take.clone();
    let (kind, words, numpy) = match take {
        Take::Line { step: -1, .. } if count == length => (
            "moved",
            format!("{name}, reversed along axis {axis}"),
            Some(format!("numpy.flip({name}, {axis})")),
        ),
        Take::Line { start, step: 1 } if count == length => {
            ("shifted", format!("{name}, shifted by {} along axis {axis}", signed(-start)), None)
        }
        Take::Roll { by } => {
            let by = around(by, count);
            (
                "rolled",
                format!("{name}, rolled by {} along axis {axis}", signed(by)),
                Some(format!("numpy.roll({name}, {by}, axis={axis})")),
            )
        }
        Take::Repeat { each } => (
            "repeated",
            format!("{name}, each index of axis {axis} {each} times"),
            Some(format!("numpy.repeat({name}, {each}, axis={axis})")),
        ),
        Take::List(ref places) if count == length => {
            let numpy =
                slice_part(&take, count, length).map(|part| format!("{name}{}", sliced(rank, axis, &part)));
            ("reordered", format!("{name} with axis {axis} {}", order(places)), numpy)
        }
        take => match slice_part(&take, count, length) {
            Some(part) => {
                let text = format!("{name}{}", sliced(rank, axis, &part));
                ("part", text.clone(), Some(text))
            }
            None => ("part", format!("made of some indices of axis {axis} of {name}"), None),
        },
    };
    Movement { kind, words, numpy, ..movement }
}

/// The shorter way around a circle.
pub(super) fn around(by: usize, length: usize) -> isize {
    if by > length / 2 { by.cast_signed() - length.cast_signed() } else { by.cast_signed() }
}

/// A distance, with the sign that prose has.
pub(super) fn signed(distance: isize) -> String {
    let sign = if distance < 0 { "−" } else { "" };
    format!("{sign}{}", distance.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(here: &[u64], there: &[u64]) -> Option<Take> {
        let marks = |values: &[u64]| values.iter().map(|&value| vec![(value, 0)]).collect::<Vec<_>>();
        takes(&marks(here), &marks(there)).pop()
    }

    #[test]
    fn marks_tell_where_indices_come_from() {
        assert_eq!(found(&[4, 1, 2, 3], &[1, 2, 3, 4]), Some(Take::Roll { by: 1 }));
        assert_eq!(found(&[9, 1, 2, 3], &[1, 2, 3, 4]), Some(Take::Line { start: -1, step: 1 }));
        assert_eq!(found(&[4, 3, 2, 1], &[1, 2, 3, 4]), Some(Take::reversed(4)));
        assert_eq!(found(&[3, 1, 4, 2], &[1, 2, 3, 4]), Some(Take::List(vec![2, 0, 3, 1])));
        assert_eq!(found(&[2, 3], &[1, 2, 3, 4]), Some(Take::Line { start: 1, step: 1 }));
        assert_eq!(found(&[1, 3, 5], &[1, 2, 3, 4, 5]), Some(Take::Line { start: 0, step: 2 }));
        assert_eq!(found(&[1, 1, 2, 2], &[1, 2]), Some(Take::Repeat { each: 2 }));
        assert_eq!(found(&[1, 2, 3, 4], &[1, 2, 3, 4]), None);
        assert_eq!(found(&[7, 7, 7, 7], &[7, 7, 7, 7]), None);
        assert_eq!(found(&[5, 6, 7, 8], &[1, 2, 3, 4]), None);
    }
}
