//! A part of a larger tensor: cropped, thinned out, or one index of an axis.

use super::guess::Guesses;
use super::probes::element;
use super::views::reshape;
use super::words::{slice, slice_part, sliced};
use super::{Movement, Take};
use crate::formats::{Axis, FormatError, Source, Window};
use crate::inspect::difference::both::numbers;

/// Axes of which each may be cropped in several ways.
const MOST: usize = 4;
/// Longer axes are not looked through for the index that was taken.
const LONGEST: usize = 64 << 10;
/// Places at which the same index must be found.
const PLACES: usize = 3;

pub(super) fn sliced_parts(guesses: &Guesses<'_>) -> Vec<Movement> {
    let [from, to] = guesses.sources.map(Source::description);
    let fits =
        from.shape.len() == to.shape.len() && to.shape.iter().zip(&from.shape).all(|(to, from)| to <= from);
    let shorter: Vec<usize> =
        (0..to.shape.len()).filter(|&axis| to.shape.get(axis) < from.shape.get(axis)).collect();
    if !fits || shorter.is_empty() || shorter.len() > MOST {
        return Vec::new();
    }
    let mut movements = vec![Movement { kind: "part", ..Movement::still([from.clone(), to.clone()]) }];
    for axis in shorter {
        let (count, length) = (to.shape[axis], from.shape[axis]);
        let left = (length - count).cast_signed();
        let step = (length / count.max(1)).cast_signed();
        let mut takes =
            vec![Take::SAME, Take::Line { start: left, step: 1 }, Take::Line { start: left / 2, step: 1 }];
        takes.extend((step > 1).then_some(Take::Line { start: 0, step }));
        let with = |movement: &Movement| {
            let movement = movement.clone();
            takes.clone().into_iter().map(move |take| {
                let mut movement = movement.clone();
                movement.takes[axis] = take;
                movement
            })
        };
        movements = movements.iter().flat_map(with).collect();
    }
    let named = |movement: Movement| {
        let part = |axis: usize| slice_part(&movement.takes[axis], to.shape[axis], from.shape[axis]);
        let parts = (0..to.shape.len()).map(|axis| part(axis).unwrap_or_else(|| ":".to_owned()));
        let text = format!("{}{}", guesses.names, slice(&parts.collect::<Vec<_>>()));
        movement.named(text.clone(), text)
    };
    movements.into_iter().map(named).collect()
}

/// One index of an axis, which is gone.
pub(super) fn single(guesses: &Guesses<'_>) -> Result<Vec<Movement>, FormatError> {
    let [from, to] = guesses.sources;
    let mut found = Vec::new();
    for axis in 0..from.shape().len() {
        let mut rest = from.shape().to_vec();
        let length = rest.remove(axis);
        if rest != to.shape() || !(2..=LONGEST).contains(&length) {
            continue;
        }
        let mut kept = from.shape().to_vec();
        kept[axis] = 1;
        let Some(view) = reshape(to.description(), &kept) else { continue };
        for index in indices(guesses, axis)? {
            let mut movement = Movement::still([from.description().clone(), view.clone()]);
            movement.takes[axis] = Take::Line { start: index.cast_signed(), step: 1 };
            let text = format!("{}{}", guesses.names, sliced(kept.len(), axis, &index.to_string()));
            found.push(Movement { kind: "part", ..movement.named(text.clone(), text) });
        }
    }
    Ok(found)
}

/// The indices of an axis at which what stands in the other tensor is found.
fn indices(guesses: &Guesses<'_>, axis: usize) -> Result<Vec<usize>, FormatError> {
    let [from, to] = guesses.sources;
    let mut left: Option<Vec<usize>> = None;
    for (index, _) in guesses.probes.telling().take(PLACES) {
        let wanted = element(to, index)?;
        let mut window = Window::whole(from.shape());
        let others = (0..window.axes.len()).filter(|&place| place != axis);
        others.zip(index).for_each(|(place, &at)| window.axes[place] = Axis::at(at));
        let lane = numbers(from, &window)?.into_iter().enumerate();
        let here: Vec<usize> =
            lane.filter(|(_, number)| number.distance(wanted) == 0.0).map(|(place, _)| place).collect();
        left =
            Some(left.map_or(here.clone(), |left| {
                left.into_iter().filter(|place| here.contains(place)).collect()
            }));
    }
    Ok(left.filter(|left| left.len() <= PLACES).unwrap_or_default())
}
