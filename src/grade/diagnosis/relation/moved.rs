//! The right numbers in the wrong places: turned, swapped, shifted.

use super::{Compared, Question};
use crate::course::Case;
use ndarray::{ArrayD, Axis};

/// A way to move the cells of a tensor.
enum Move {
    Flip(Vec<usize>),
    Swap(usize, usize),
    /// A quarter turn of a plane: swapped, then flipped along the given axis.
    Quarter(usize, usize, usize),
}

impl Move {
    fn apply(&self, tensor: &ArrayD<f64>) -> ArrayD<f64> {
        let mut view = tensor.view();
        match self {
            Self::Flip(axes) => axes.iter().for_each(|&axis| view.invert_axis(Axis(axis))),
            Self::Swap(first, second) => view.swap_axes(*first, *second),
            Self::Quarter(first, second, flipped) => {
                view.swap_axes(*first, *second);
                view.invert_axis(Axis(*flipped));
            }
        }
        view.to_owned()
    }
}

/// Flipped, rotated or with two axes swapped.
pub(super) fn turned(question: &Question<'_>) -> Option<String> {
    moves(question).into_iter().find_map(|(candidate, words)| {
        let fits =
            |output: &Compared<'_>| output.all_close(&candidate.apply(&output.expected), &output.actual);
        question.all(|sample| fits(sample.output)).then(|| format!("what is expected, {words}"))
    })
}

/// The moves worth a try, simple ones first.
fn moves(question: &Question<'_>) -> Vec<(Move, String)> {
    let rank = question.declared.axes.len();
    let plane = question.samples.first().and_then(|sample| sample.output.plane());
    let mut moves = Vec::new();
    if let Some((down, right)) = plane {
        let named = [
            (Move::Swap(down, right), "with rows and columns swapped"),
            (Move::Flip(vec![down]), "upside down: the rows stand in reverse order"),
            (Move::Flip(vec![right]), "mirrored: the columns stand in reverse order"),
            (Move::Flip(vec![down, right]), "turned by 180°"),
            (Move::Quarter(down, right, down), "turned by 90°"),
            (Move::Quarter(down, right, right), "turned by 90°"),
        ];
        moves.extend(named.map(|(candidate, words)| (candidate, words.to_owned())));
    }
    for first in 0..rank {
        let name = question.axis(first);
        moves.push((Move::Flip(vec![first]), format!("in reverse order along {name}")));
        for second in first + 1..rank {
            let words = format!("with {name} and {} swapped", question.axis(second));
            moves.push((Move::Swap(first, second), words));
        }
    }
    moves.push((Move::Flip((0..rank).collect()), "in reverse order along all axes".to_owned()));
    moves
}

/// How far a tensor is shifted down and to the right.
#[derive(Clone, Copy)]
enum Distance<'a> {
    Cells(isize),
    /// So many times the value of a symbol.
    Symbol(&'a str, isize),
}

impl Distance<'_> {
    fn in_case(self, case: &Case) -> Option<isize> {
        match self {
            Self::Cells(cells) => Some(cells),
            Self::Symbol(name, times) => Some(times * isize::try_from(*case.symbols.get(name)?).ok()?),
        }
    }

    fn words(self, directions: [&str; 2]) -> Option<String> {
        let (amount, sign) = match self {
            Self::Cells(0) | Self::Symbol(_, 0) => return None,
            Self::Cells(cells) => (cells.abs().to_string(), cells.signum()),
            Self::Symbol(name, times) => (name.to_owned(), times.signum()),
        };
        Some(format!("{amount} {}", directions[usize::from(sign < 0)]))
    }
}

/// The farthest shift that is looked for.
const FARTHEST: isize = 3;

/// Shifted along the plane; what was shifted out is lost, and nothing is said of what came in.
pub(super) fn shifted(question: &Question<'_>) -> Option<String> {
    let cells = (-FARTHEST..=FARTHEST).map(Distance::Cells);
    let cells: Vec<Distance<'_>> = cells.collect();
    let mut candidates: Vec<(Distance<'_>, Distance<'_>)> =
        cells.iter().flat_map(|&down| cells.iter().map(move |&right| (down, right))).collect();
    for symbol in &question.exercise.symbols {
        for times in [1, -1] {
            let by = Distance::Symbol(&symbol.name, times);
            candidates.extend([(by, by), (by, Distance::Cells(0)), (Distance::Cells(0), by)]);
        }
    }
    candidates.sort_by_key(|(down, right)| {
        [down, right]
            .map(|distance| match distance {
                Distance::Cells(cells) => cells.unsigned_abs(),
                Distance::Symbol(..) => FARTHEST.unsigned_abs() + 1,
            })
            .iter()
            .sum::<usize>()
    });
    let (down, right) = candidates.into_iter().find(|&candidate| is_shifted_by(question, candidate))?;
    let parts: Vec<String> = [down.words(["down", "up"]), right.words(["to the right", "to the left"])]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| format!("what is expected, shifted by {}", parts.join(" and ")))
}

fn is_shifted_by(question: &Question<'_>, (down, right): (Distance<'_>, Distance<'_>)) -> bool {
    let mut evidence = 0;
    let mut cells = 0;
    for sample in &question.samples {
        let case = sample.examined.case;
        let (Some(down), Some(right)) = (down.in_case(case), right.in_case(case)) else { return false };
        match agreement(sample.output, (down, right)) {
            Some(agreeing) if (down, right) != (0, 0) => evidence += agreeing,
            _ => return false,
        }
        cells += sample.output.expected.iter().filter(|value| **value != 0.0).count();
    }
    evidence * 3 >= cells && evidence >= 2 * super::ENOUGH
}

/// How many cells other than 0 agree where both overlap after the shift; `None` where one does not.
pub(super) fn agreement(output: &Compared<'_>, (down, right): (isize, isize)) -> Option<usize> {
    let (row, column) = output.plane()?;
    let mut agreeing = 0;
    for (index, &value) in output.actual.indexed_iter() {
        let mut source = ndarray::Dimension::slice(&index).to_vec();
        let moved = |place: usize, by: isize| place.checked_add_signed(-by);
        let (Some(from_row), Some(from_column)) = (moved(source[row], down), moved(source[column], right))
        else {
            continue;
        };
        (source[row], source[column]) = (from_row, from_column);
        match output.expected.get(source.as_slice()) {
            Some(&expected) if !output.is_close(expected, value) => return None,
            Some(&expected) => agreeing += usize::from(expected != 0.0),
            None => {}
        }
    }
    Some(agreeing)
}

/// The same numbers in any other order.
pub(super) fn elsewhere(question: &Question<'_>) -> Option<String> {
    let sorted = |tensor: &ArrayD<f64>| {
        let mut values: Vec<f64> = tensor.iter().copied().collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let fits = |output: &Compared<'_>| {
        let pairs = sorted(&output.expected).into_iter().zip(sorted(&output.actual));
        !output.is_logical() && pairs.into_iter().all(|(expected, actual)| output.is_close(expected, actual))
    };
    question
        .all(|sample| fits(sample.output))
        .then(|| "made of the right numbers, but they stand in other places".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn moves_turn_a_plane() {
        let tensor = array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]].into_dyn();
        let turned = |candidate: Move| candidate.apply(&tensor);
        assert_eq!(turned(Move::Flip(vec![0, 1])), array![[6.0, 5.0], [4.0, 3.0], [2.0, 1.0]].into_dyn());
        assert_eq!(turned(Move::Swap(0, 1)), array![[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]].into_dyn());
        assert_eq!(turned(Move::Quarter(0, 1, 1)), array![[5.0, 3.0, 1.0], [6.0, 4.0, 2.0]].into_dyn());
    }
}
