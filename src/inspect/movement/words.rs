//! How movements are said.

use super::Take;
use crate::tensor::shape_text;

/// So many indices of a list are told.
const LISTED: usize = 12;

/// Expected with its axes in another order. `axes` leave those of length 1 out, the shapes do not.
pub(super) fn permuted(axes: &[usize], shapes: [&[usize]; 2]) -> String {
    let Some(axes) = whole_order(axes, shapes) else {
        return format!("expected, transposed to {}", shape_text(shapes[1]));
    };
    let moved: Vec<usize> = (0..axes.len()).filter(|&place| axes[place] != place).collect();
    match moved.as_slice() {
        [0, 1] if axes.len() == 2 => "expected, transposed".to_owned(),
        [one, other] => format!("expected with axes {one} and {other} exchanged"),
        _ => format!("expected with its axes in the order ({})", numbered(&axes)),
    }
}

/// The same for NumPy.
pub(super) fn permuted_numpy(axes: &[usize], shapes: [&[usize]; 2]) -> String {
    whole_order(axes, shapes).map_or_else(
        || format!("expected.squeeze().transpose({}).reshape({})", numbered(axes), shape_text(shapes[1])),
        |axes| format!("expected.transpose({})", numbered(&axes)),
    )
}

/// The order of all axes, where both shapes have as many of length 1: those keep their order.
fn whole_order(axes: &[usize], [from, to]: [&[usize]; 2]) -> Option<Vec<usize>> {
    let split = |shape: &[usize]| (0..shape.len()).partition::<Vec<usize>, _>(|&axis| shape[axis] == 1);
    let (ones, long) = split(from);
    let (mut ones, mut axes) = (ones.into_iter(), axes.iter());
    let order =
        to.iter().map(|&length| if length == 1 { ones.next() } else { long.get(*axes.next()?).copied() });
    let order: Option<Vec<usize>> = order.collect();
    order.filter(|order| order.len() == from.len())
}

/// `0, 2, 1`
pub(super) fn numbered(numbers: &[usize]) -> String {
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

/// `axis 1`, `axes 1 and 2`
pub(super) fn listed(axes: &[usize]) -> String {
    match axes {
        [one] => format!("axis {one}"),
        [others @ .., last] => format!("axes {} and {last}", numbered(others)),
        [] => String::new(),
    }
}

/// `[:, 2:]`: the parts of a slice up to the last that leaves something out.
pub(super) fn slice(parts: &[String]) -> String {
    let kept = parts.iter().rposition(|part| *part != ":").map_or(0, |last| last + 1);
    format!("[{}]", parts[..kept.max(1).min(parts.len())].join(", "))
}

/// A slice of so many axes with one part that is not whole.
pub(super) fn sliced(rank: usize, axis: usize, part: &str) -> String {
    let parts = (0..rank).map(|place| if place == axis { part } else { ":" }.to_owned());
    slice(&parts.collect::<Vec<_>>())
}

/// A take from an axis of `length` indices to one of `count`, as the part of a slice.
pub(super) fn slice_part(take: &Take, count: usize, length: usize) -> Option<String> {
    match take {
        Take::Line { start, step } if *step > 0 => {
            let (start, step) = (start.unsigned_abs(), step.unsigned_abs());
            let end = start + (count.max(1) - 1) * step + 1;
            let first = if start == 0 { String::new() } else { start.to_string() };
            let last = if end + step > length { String::new() } else { end.to_string() };
            Some(if step == 1 { format!("{first}:{last}") } else { format!("{first}:{last}:{step}") })
        }
        Take::List(places) if places.len() <= LISTED => {
            let list = numbered(places);
            Some(format!("[{list}]"))
        }
        _ => None,
    }
}

/// What is said of an axis whose indices stand in another order.
pub(super) fn order(places: &[usize]) -> String {
    if places.len() <= LISTED {
        return format!("in the order [{}]", numbered(places));
    }
    if let Some((size, blocks)) = blocks(places).filter(|(_, blocks)| blocks.len() <= LISTED) {
        return format!("in blocks of {size}, in the order [{}]", numbered(&blocks));
    }
    if let Some((rows, columns)) = interleaved(places) {
        return format!("interleaved: as ({rows}, {columns}), transposed");
    }
    format!("in another order: [{}, …]", numbered(&places[..LISTED / 2]))
}

/// Equal runs of neighbours that were exchanged as wholes: their length, and the order that they now have.
fn blocks(places: &[usize]) -> Option<(usize, Vec<usize>)> {
    let run = |start: usize| places[start..].windows(2).take_while(|two| two[1] == two[0] + 1).count() + 1;
    let mut size = places.len();
    let mut start = 0;
    while start < places.len() {
        let length = run(start);
        size = greatest_common_divisor(size, length);
        start += length;
    }
    if size < 2 {
        return None;
    }
    let aligned = places.chunks(size).all(|chunk| chunk[0].is_multiple_of(size));
    aligned.then(|| (size, places.chunks(size).map(|chunk| chunk[0] / size).collect()))
}

/// An axis seen as rows and columns, of which the columns come first now.
fn interleaved(places: &[usize]) -> Option<(usize, usize)> {
    let columns = *places.get(1)?;
    let rows =
        places.len().checked_div(columns).filter(|rows| rows * columns == places.len() && *rows > 1)?;
    let fits = places.iter().enumerate().all(|(at, &place)| place == at % rows * columns + at / rows);
    fits.then_some((rows, columns))
}

fn greatest_common_divisor(one: usize, other: usize) -> usize {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_orders_are_told_by_their_pattern() {
        let gates: Vec<usize> = [0, 2, 1, 3].iter().flat_map(|gate| gate * 8..gate * 8 + 8).collect();
        assert_eq!(order(&gates), "in blocks of 8, in the order [0, 2, 1, 3]");
        let rotary: Vec<usize> = (0..32).map(|at| at % 2 * 16 + at / 2).collect();
        assert_eq!(order(&rotary), "interleaved: as (2, 16), transposed");
        assert_eq!(order(&[2, 1, 0]), "in the order [2, 1, 0]");
    }

    #[test]
    fn axes_of_length_1_are_counted_but_not_told() {
        let shapes: [&[usize]; 2] = [&[1, 3, 4], &[1, 4, 3]];
        assert_eq!(permuted(&[1, 0], shapes), "expected with axes 1 and 2 exchanged");
        assert_eq!(permuted_numpy(&[1, 0], shapes), "expected.transpose(0, 2, 1)");
        assert_eq!(permuted(&[1, 0], [&[3, 4], &[4, 3]]), "expected, transposed");
        assert_eq!(permuted(&[1, 0], [&[3, 4], &[4, 1, 3]]), "expected, transposed to (4, 1, 3)");
    }

    #[test]
    fn slices_are_written_as_in_numpy() {
        let part =
            |start, step, count, length| slice_part(&Take::Line { start, step }, count, length).unwrap();
        assert_eq!(part(0, 1, 3, 5), ":3");
        assert_eq!(part(2, 1, 3, 5), "2:");
        assert_eq!(part(1, 1, 3, 5), "1:4");
        assert_eq!(part(0, 2, 3, 5), "::2");
        assert_eq!(part(1, 2, 2, 5), "1::2");
        assert_eq!(part(0, 2, 2, 5), ":3:2");
        assert_eq!(sliced(3, 1, "2:"), "[:, 2:]");
        assert_eq!(sliced(2, 0, ":3"), "[:3]");
    }
}
