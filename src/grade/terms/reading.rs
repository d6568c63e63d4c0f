//! Readings of the task that differ from the right one in one thing: where windows lie, or which weight meets a cell.

use super::model::Sizes;
use super::placing::{Along, Placing, RIGHT, WRONG};

/// How the task is read.
#[derive(Clone)]
pub(in crate::grade) struct Reading {
    pub(in crate::grade) sentence: String,
    pub(in crate::grade) concerns: Concern,
    rows: Placing,
    columns: Placing,
    turn: Turn,
}

/// What a reading changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::grade) enum Concern {
    Places,
    Weights,
}

/// Which offset's weight is used: row, column, height and width of the filter.
type Turn = fn(usize, usize, usize, usize) -> (usize, usize);

const STRAIGHT: Turn = |row, column, _, _| (row, column);

const TURNS: &[(&str, Turn)] = &[
    ("mirrored left to right", |row, column, _, width| (row, width - 1 - column)),
    ("upside down", |row, column, height, _| (height - 1 - row, column)),
    ("rotated by 180°", |row, column, height, width| (height - 1 - row, width - 1 - column)),
    ("transposed", |row, column, height, width| (column.min(height - 1), row.min(width - 1))),
    ("rotated by 90° clockwise", |row, column, height, width| {
        (height - 1 - column.min(height - 1), row.min(width - 1))
    }),
    ("rotated by 90° anticlockwise", |row, column, height, width| {
        (column.min(height - 1), width - 1 - row.min(width - 1))
    }),
];

impl Reading {
    /// As the task is meant.
    pub(in crate::grade) const fn right() -> Self {
        let (rows, columns, turn) = (RIGHT, RIGHT, STRAIGHT);
        Self { sentence: String::new(), concerns: Concern::Places, rows, columns, turn }
    }

    /// Where a cell of a window lies in the image; `None` outside.
    pub(in crate::grade) fn place(
        &self,
        sizes: &Sizes,
        window: (usize, usize),
        offset: (usize, usize),
    ) -> Option<(usize, usize)> {
        let (row, column) = (signed(window.0), signed(window.1));
        let (stride, ring) = (signed(sizes.stride), signed(sizes.ring));
        let down = Along {
            position: row,
            across: column,
            offset: signed(offset.0),
            size: signed(sizes.height),
            stride,
            ring,
            length: signed(sizes.rows),
        };
        let right = Along {
            position: column,
            across: row,
            offset: signed(offset.1),
            size: signed(sizes.width),
            stride,
            ring,
            length: signed(sizes.columns),
        };
        let inside =
            |place: isize, length: usize| usize::try_from(place).ok().filter(|&place| place < length);
        Some((inside((self.rows)(&down), sizes.rows)?, inside((self.columns)(&right), sizes.columns)?))
    }

    /// The offset whose weight meets the cell at an offset.
    pub(super) fn weight(&self, sizes: &Sizes, (row, column): (usize, usize)) -> (usize, usize) {
        (self.turn)(row, column, sizes.height, sizes.width)
    }
}

/// Every other reading.
pub(in crate::grade) fn readings() -> Vec<Reading> {
    let right = Reading::right();
    let mut all = Vec::new();
    for &(words, placing) in WRONG {
        let concerning = |what: &str, rows: Placing, columns: Placing| Reading {
            sentence: format!("{what} of each window {words}."),
            rows,
            columns,
            ..right.clone()
        };
        all.push(concerning("The rows and the columns", placing, placing));
        all.push(concerning("The rows", placing, RIGHT));
        all.push(concerning("The columns", RIGHT, placing));
    }
    all.extend(TURNS.iter().map(|&(words, turn)| Reading {
        sentence: format!("The weights of each filter are used {words}."),
        concerns: Concern::Weights,
        turn,
        ..right.clone()
    }));
    all
}

/// A length or place as a difference; no axis is so long that this changes it.
fn signed(place: usize) -> isize {
    isize::try_from(place).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// 5×6 images in a ring of 1, windows of 3×2 cells, 2 apart.
    const SIZES: Sizes = Sizes {
        examples: 1,
        rows: 5,
        columns: 6,
        channels: 1,
        height: 3,
        width: 2,
        stride: 2,
        ring: 1,
        down: 3,
        right: 4,
        numbers: 1,
    };

    fn reading(sentence: &str) -> Reading {
        readings().into_iter().find(|reading| reading.sentence == sentence).unwrap()
    }

    #[test]
    fn windows_lie_where_the_task_says() {
        let right = Reading::right();
        assert_eq!(right.place(&SIZES, (0, 0), (0, 0)), None, "in the padding");
        assert_eq!(right.place(&SIZES, (1, 2), (2, 1)), Some((3, 4)));
        assert_eq!(right.place(&SIZES, (2, 3), (2, 1)), None, "behind the image");
        assert_eq!(right.weight(&SIZES, (2, 1)), (2, 1));
    }

    #[test]
    fn a_misreading_moves_rows_columns_or_weights() {
        let late = reading("The rows of each window begin one cell too late.");
        assert_eq!(late.place(&SIZES, (1, 2), (0, 0)), Some((2, 3)));
        let sized =
            reading("The columns of each window move on by the window's own size instead of the stride.");
        assert_eq!(sized.place(&SIZES, (1, 2), (0, 0)), Some((1, 3)), "the width is the stride");
        let sized =
            reading("The rows of each window move on by the window's own size instead of the stride.");
        assert_eq!(sized.place(&SIZES, (1, 2), (0, 0)), Some((2, 3)));
        let rotated = reading("The weights of each filter are used rotated by 180°.");
        assert_eq!((rotated.concerns, rotated.weight(&SIZES, (0, 0))), (Concern::Weights, (2, 1)));
        assert_eq!(rotated.place(&SIZES, (1, 2), (2, 1)), Some((3, 4)), "places stay as they are");
    }

    #[test]
    fn every_reading_is_said_in_its_own_words_and_stays_inside() {
        let all = readings();
        let sentences: BTreeSet<&str> = all.iter().map(|reading| reading.sentence.as_str()).collect();
        assert_eq!(sentences.len(), all.len());
        for reading in &all {
            for (window, offset) in [((0, 0), (0, 0)), ((1, 1), (2, 1)), ((2, 3), (1, 0))] {
                let (row, column) = reading.weight(&SIZES, offset);
                assert!(row < SIZES.height && column < SIZES.width, "{}", reading.sentence);
                let place = reading.place(&SIZES, window, offset);
                assert!(place.is_none_or(|(row, column)| row < SIZES.rows && column < SIZES.columns));
            }
        }
    }
}
