//! Which cells are wrong: only the border, only the last row, only where windows reach into the padding.

mod windows;

use super::evidence::{Compared, Sample};
use crate::course::{Exercise, Output};
use windows::Windows;

/// A cell of one sample.
struct Cell<'a> {
    index: &'a [usize],
    shape: &'a [usize],
    plane: Option<(usize, usize)>,
    expected: f64,
    /// Cells of padding at each side of the plane.
    padding: usize,
    windows: Option<&'a Windows>,
}

/// A set of cells, and the words that complete "the cells …".
struct Candidate {
    words: String,
    holds: Box<dyn Fn(&Cell<'_>) -> bool>,
}

/// The cells that are wrong.
pub(super) struct Region {
    words: String,
    fit: Fit,
}

/// How well a region fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// Its cells are wrong, and no others.
    Exact,
    /// No others are wrong, but some of its own are right.
    Within,
}

impl Region {
    pub(super) fn is_exact(&self) -> bool {
        self.fit == Fit::Exact
    }

    /// The region in a sentence.
    pub(super) fn sentence(&self, output: &str) -> String {
        match self.fit {
            Fit::Exact => format!("Exactly the cells {} are wrong in `{output}`.", self.words),
            Fit::Within => format!("All wrong cells of `{output}` are among those {}.", self.words),
        }
    }
}

/// How many cells of each kind there are over all samples.
#[derive(Default)]
struct Tally {
    wrong_inside: usize,
    right_inside: usize,
    wrong_outside: usize,
    right_outside: usize,
}

impl Tally {
    /// A cell that is expected to be 0 may be right by chance: it counts for neither side.
    fn fit(&self) -> Option<Fit> {
        let outside = self.wrong_outside == 0 && self.right_outside >= 3 && self.wrong_inside >= 3;
        match self.right_inside {
            0 if outside => Some(Fit::Exact),
            right if outside && right * 2 <= self.wrong_inside && self.right_outside >= right => {
                Some(Fit::Within)
            }
            _ => None,
        }
    }
}

/// The smallest known region that holds every wrong cell of the samples.
pub(super) fn of_wrong_cells(exercise: &Exercise, samples: &[Sample<'_>]) -> Option<Region> {
    let declared = samples.first()?.output.declared;
    let windows: Vec<Option<Windows>> =
        samples.iter().map(|sample| Windows::of(exercise, sample.examined.case, sample.output)).collect();
    let fitting: Vec<(Fit, usize, String)> = candidates(declared)
        .into_iter()
        .filter_map(|candidate| {
            let mut tally = Tally::default();
            for (sample, windows) in samples.iter().zip(&windows) {
                count(&candidate, sample, windows.as_ref(), &mut tally);
            }
            Some((tally.fit()?, tally.right_inside, candidate.words))
        })
        .collect();
    let exact = fitting.iter().find(|(fit, ..)| *fit == Fit::Exact);
    let (fit, _, words) = exact.or_else(|| fitting.iter().min_by_key(|(_, right, _)| *right))?;
    Some(Region { words: words.clone(), fit: *fit })
}

fn count(candidate: &Candidate, sample: &Sample<'_>, windows: Option<&Windows>, tally: &mut Tally) {
    let Compared { expected, wrong, declared, .. } = sample.output;
    let Some(wrong) = wrong else { return };
    let padding = declared.roles.at(sample.examined.case).padding;
    for ((index, &expected_value), &wrong) in expected.indexed_iter().zip(wrong) {
        let cell = Cell {
            index: ndarray::Dimension::slice(&index),
            shape: expected.shape(),
            plane: sample.output.plane(),
            expected: expected_value,
            padding,
            windows,
        };
        let chance = expected_value == 0.0 && !sample.output.is_logical();
        match ((candidate.holds)(&cell), wrong) {
            (true, true) => tally.wrong_inside += 1,
            (false, true) => tally.wrong_outside += 1,
            (true, false) => tally.right_inside += usize::from(!chance),
            (false, false) => tally.right_outside += usize::from(!chance),
        }
    }
}

fn candidates(declared: &Output) -> Vec<Candidate> {
    let plane = declared.roles.plane.or_else(|| (declared.axes.len() == 2).then_some((0, 1)));
    let mut candidates: Vec<Candidate> = Vec::new();
    if plane.is_some() {
        candidates.extend(IN_PLANE.iter().map(|&(words, holds)| Candidate {
            words: words.to_owned(),
            holds: Box::new(move |cell| cell.place().is_some_and(|place| holds(&place))),
        }));
    }
    candidates.extend(
        OF_CELLS.iter().map(|&(words, holds)| Candidate { words: words.to_owned(), holds: Box::new(holds) }),
    );
    for (axis, formula) in declared.axes.iter().enumerate() {
        let in_plane = plane.is_some_and(|(down, right)| [down, right].contains(&axis));
        if in_plane || formula.text() == "1" {
            continue;
        }
        candidates.extend(ALONG.iter().map(|&(before, holds)| Candidate {
            words: format!("{before} along `{}`", formula.text()),
            holds: Box::new(move |cell| holds(cell.index[axis], cell.shape[axis])),
        }));
    }
    candidates
}

/// Where a cell lies in the plane, and how large that is.
struct Place {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
}

impl Cell<'_> {
    fn place(&self) -> Option<Place> {
        let (down, right) = self.plane?;
        Some(Place {
            row: self.index[down],
            column: self.index[right],
            rows: self.shape[down],
            columns: self.shape[right],
        })
    }

    fn is_in_padding(&self) -> bool {
        let inside = |place: usize, length: usize| place >= self.padding && place + self.padding < length;
        self.place()
            .is_some_and(|place| !inside(place.row, place.rows) || !inside(place.column, place.columns))
    }
}

impl Place {
    const fn is_last_row(&self) -> bool {
        self.row + 1 == self.rows
    }

    const fn is_last_column(&self) -> bool {
        self.column + 1 == self.columns
    }

    const fn is_border(&self) -> bool {
        self.row == 0 || self.column == 0 || self.is_last_row() || self.is_last_column()
    }
}

type InPlane = (&'static str, fn(&Place) -> bool);
type OfCells = (&'static str, fn(&Cell<'_>) -> bool);
type AlongAxis = (&'static str, fn(usize, usize) -> bool);

const IN_PLANE: &[InPlane] = &[
    ("in the first row", |place| place.row == 0),
    ("in the last row", Place::is_last_row),
    ("in the first column", |place| place.column == 0),
    ("in the last column", Place::is_last_column),
    ("in the last row or the last column", |place| place.is_last_row() || place.is_last_column()),
    ("in the first row or the first column", |place| place.row == 0 || place.column == 0),
    ("at the border", Place::is_border),
    ("away from the border", |place| !place.is_border()),
    ("outside the first row", |place| place.row > 0),
    ("outside the first column", |place| place.column > 0),
    ("outside the last row", |place| !place.is_last_row()),
    ("outside the last column", |place| !place.is_last_column()),
    ("away from the upper left corner", |place| place.row > 0 || place.column > 0),
    ("away from the first row and the first column", |place| place.row > 0 && place.column > 0),
    ("off the diagonal", |place| place.row != place.column),
    ("on the diagonal", |place| place.row == place.column),
];

const OF_CELLS: &[OfCells] = &[
    ("in the padding", |cell| cell.is_in_padding()),
    ("inside the padding's ring", |cell| cell.padding > 0 && !cell.is_in_padding()),
    ("whose window reaches into the padding", |cell| {
        cell.windows.is_some_and(|windows| windows.reaches_out(cell))
    }),
    ("whose window lies wholly inside the image", |cell| {
        cell.windows.is_some_and(|windows| windows.slides_over(cell) && !windows.reaches_out(cell))
    }),
    ("that lie in more than one window", |cell| cell.covering().is_some_and(|count| count > 1)),
    ("that lie in exactly one window", |cell| cell.covering() == Some(1)),
    ("that lie in one of the last windows of a row or column", |cell| {
        cell.windows.is_some_and(|windows| windows.ends_at(cell))
    }),
    ("that lie in no window", |cell| cell.covering() == Some(0)),
    ("that lie in a window", |cell| cell.covering().is_some_and(|count| count > 0)),
    ("whose expected value is negative", |cell| cell.expected < 0.0),
    ("whose expected value is positive", |cell| cell.expected > 0.0),
    ("whose expected value is 0", |cell| cell.expected == 0.0),
];

const ALONG: &[AlongAxis] = &[
    ("at the first place", |place, _| place == 0),
    ("at the last place", |place, length| place + 1 == length),
    ("after the first place", |place, _| place > 0),
    ("before the last place", |place, length| place + 1 < length),
    ("at odd places", |place, _| place % 2 == 1),
    ("at even places", |place, _| place % 2 == 0),
];

impl Cell<'_> {
    fn covering(&self) -> Option<usize> {
        self.windows?.covering(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_holds_all_wrong_cells_and_hardly_another() {
        let tally = |wrong_inside, right_inside, wrong_outside, right_outside| {
            Tally { wrong_inside, right_inside, wrong_outside, right_outside }.fit()
        };
        assert_eq!(tally(9, 0, 0, 20), Some(Fit::Exact));
        assert_eq!(tally(9, 2, 0, 20), Some(Fit::Within));
        assert_eq!(tally(9, 9, 0, 20), None, "half of its cells are right");
        assert_eq!(tally(9, 0, 1, 20), None, "a wrong cell lies outside");
        assert_eq!(tally(9, 0, 0, 0), None, "there is no outside");
        assert_eq!(tally(1, 0, 0, 20), None, "a single cell shows nothing");
    }
}
