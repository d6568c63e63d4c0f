//! Whether every element stands where a movement says.

use super::Movement;
use super::probes::Equal;
use crate::formats::{Axis, FormatError, Presence, Progress, Run, Source, Window};
use crate::inspect::difference::both::numbers;
use crate::inspect::{Block, Blocks, Watch};
use crate::tensor::{Number, Scalar, Tolerance, scalar_text};
use ndarray::{ArrayD, IxDyn};
use std::ops::{ControlFlow, Range};

/// Reads both tensors once; what is to be added to the movement's words where it holds, and `None` where it does not.
/// `Break` where the watch broke off.
pub(super) fn prove(
    movement: &Movement,
    [first, second]: [&Source; 2],
    tolerance: Tolerance,
    watch: &mut Watch<'_>,
) -> Result<ControlFlow<(), Option<String>>, FormatError> {
    let views =
        first.described_as(movement.views[0].clone()).zip(second.described_as(movement.views[1].clone()));
    let Some((from, to)) = views else { return Ok(ControlFlow::Continue(None)) };
    let equal = Equal::of([&from, &to], tolerance);
    let covered = movement.covered();
    let window = within(&covered);
    let total = window.count().unwrap_or(usize::MAX) as u64;
    let mut done = 0;
    for block in Blocks::new(window, &orders(movement, [&from, &to])) {
        let actual = numbers(&to, &block.window)?;
        let predicted = predicted(movement, &from, &covered, &block)?;
        let same = predicted.shape() == actual.shape()
            && predicted.iter().zip(&actual).all(|(&from, &to)| equal.numbers(from, to));
        if !same {
            return Ok(ControlFlow::Continue(None));
        }
        done += actual.len() as u64;
        if watch(Progress { done, total }).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    rest(&to, &covered).map(|remark| ControlFlow::Continue(Some(remark)))
}

/// The axes of the second tensor, densest first, by the order of each of the two.
fn orders(movement: &Movement, [from, to]: [&Source; 2]) -> Vec<Vec<usize>> {
    let place = |axis: usize| movement.axes.iter().position(|&from| from == axis);
    let mut orders = vec![to.densest_first(), from.densest_first().into_iter().filter_map(place).collect()];
    orders.dedup();
    orders
}

/// What should stand in a block.
fn predicted(
    movement: &Movement,
    from: &Source,
    covered: &[Range<usize>],
    block: &Block,
) -> Result<ArrayD<Number>, FormatError> {
    let mut axes = vec![Axis { runs: Vec::new(), presence: Presence::Kept }; from.shape().len()];
    for (axis, range) in block.ranges.iter().enumerate() {
        let start = covered[axis].start;
        let range = start + range.start..start + range.end;
        let runs = movement.takes[axis].runs(range, movement.length(axis));
        let place = axes.get_mut(movement.axes[axis]).ok_or(FormatError::Outside)?;
        place.runs = runs;
    }
    let read = numbers(from, &Window { axes })?;
    Ok(read.permuted_axes(IxDyn(&movement.axes)))
}

fn within(ranges: &[Range<usize>]) -> Window {
    let axis = |range: &Range<usize>| Axis::of(Run { start: range.start, step: 1, count: range.len() });
    Window { axes: ranges.iter().map(axis).collect() }
}

/// What stands in the part that nothing was moved to, where that is one number, as `, and 0 elsewhere`.
fn rest(to: &Source, covered: &[Range<usize>]) -> Result<String, FormatError> {
    let shape = to.shape();
    let mut seen: Option<Number> = None;
    for (axis, range) in covered.iter().enumerate() {
        for outside in [0..range.start, range.end..shape[axis]] {
            let mut part: Vec<Range<usize>> = shape.iter().map(|&length| 0..length).collect();
            part[axis] = outside;
            for block in Blocks::new(within(&part), &[to.densest_first()]) {
                for number in numbers(to, &block.window)? {
                    if seen.get_or_insert(number).distance(number) != 0.0 {
                        return Ok(", with other numbers where nothing was moved to".to_owned());
                    }
                }
            }
        }
    }
    let text = |number: Number| match number.real {
        Scalar::F64(_) | Scalar::F32(_) if number.imaginary.is_none() => scalar_text(number.real, 6),
        _ => number.text(),
    };
    Ok(seen.map_or_else(String::new, |number| format!(", with {} where nothing was moved to", text(number))))
}
