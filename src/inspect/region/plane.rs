//! Parts of a plane: its border, its diagonal, what lies above that.

/// A part of the plane of two axes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Completes "the cells …"; the two axes follow.
    pub(super) words: &'static str,
    holds: fn(Place) -> bool,
}

/// Where a cell lies in the plane, and how large that is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

const PARTS: [Part; 8] = [
    Part { words: "at the border of", holds: Place::is_border },
    Part { words: "away from the border of", holds: |place| !place.is_border() },
    Part { words: "on the diagonal of", holds: |place| place.row == place.column },
    Part { words: "off the diagonal of", holds: |place| place.row != place.column },
    Part { words: "above the diagonal of", holds: |place| place.column > place.row },
    Part { words: "below the diagonal of", holds: |place| place.column < place.row },
    Part { words: "on and above the diagonal of", holds: |place| place.column >= place.row },
    Part { words: "on and below the diagonal of", holds: |place| place.column <= place.row },
];

impl Place {
    const fn is_border(self) -> bool {
        self.row == 0 || self.column == 0 || self.row + 1 == self.rows || self.column + 1 == self.columns
    }
}

/// The last two axes that have more than one index, and the parts of their plane that hold all cells so far.
#[derive(Debug)]
pub(super) struct Planes {
    axes: (usize, usize),
    size: (usize, usize),
    parts: Vec<Part>,
}

impl Planes {
    pub(super) fn of(shape: &[usize]) -> Option<Self> {
        let mut long = (0..shape.len()).rev().filter(|&axis| shape[axis] > 1);
        let (column, row) = (long.next()?, long.next()?);
        let size = (shape[row], shape[column]);
        (size.0 > 2 && size.1 > 2).then(|| Self { axes: (row, column), size, parts: PARTS.to_vec() })
    }

    pub(super) fn see(&mut self, index: &[usize]) {
        let place = Place {
            row: index[self.axes.0],
            column: index[self.axes.1],
            rows: self.size.0,
            columns: self.size.1,
        };
        self.parts.retain(|part| (part.holds)(place));
    }

    pub(super) fn is_done(&self) -> bool {
        self.parts.is_empty()
    }

    /// What holds all cells, the smallest part first: its words, and its share of the plane as cells of all.
    pub(super) fn parts(&self) -> impl Iterator<Item = (String, (u64, u64))> + '_ {
        let (rows, columns) = self.size;
        let count = move |part: &Part| part.cells(rows, columns);
        let mut parts: Vec<&Part> = self.parts.iter().collect();
        parts.sort_by_key(|part| count(part));
        let all = rows as u64 * columns as u64;
        let words = move |part: &Part| format!("{} axes {} and {}", part.words, self.axes.0, self.axes.1);
        parts.into_iter().map(move |part| (words(part), (count(part), all)))
    }
}

impl Part {
    /// How many cells of a plane it has.
    fn cells(&self, rows: usize, columns: usize) -> u64 {
        let in_row = |row: usize| -> u64 {
            let holds = |column: usize| (self.holds)(Place { row, column, rows, columns });
            // Within a row a part changes at its ends and at the diagonal alone.
            let mut ends = vec![0, 1, columns - 1, columns];
            ends.extend([row, row + 1].map(|end| end.min(columns)));
            ends.sort_unstable();
            let runs = ends.windows(2).filter(|run| run[0] < run[1] && holds(run[0]));
            runs.map(|run| (run[1] - run[0]) as u64).sum()
        };
        (0..rows).map(in_row).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_as_many_cells_as_are_in_them() {
        for part in PARTS {
            for (rows, columns) in [(3, 3), (4, 7), (9, 4)] {
                let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
                let count =
                    places.filter(|&(row, column)| (part.holds)(Place { row, column, rows, columns }));
                assert_eq!(
                    part.cells(rows, columns),
                    count.count() as u64,
                    "{} {rows} {columns}",
                    part.words
                );
            }
        }
    }
}
