//! Sets of terms that a wrong function treats in a way of their own: leaves out, or counts twice.

use super::model::{Order, Sizes, Term};

/// A set of terms, in words that go on after "the terms …".
pub(in crate::grade) struct Selection {
    pub(in crate::grade) words: &'static str,
    pub(in crate::grade) holds: fn(&Sizes, &Term) -> bool,
}

const fn selection(words: &'static str, holds: fn(&Sizes, &Term) -> bool) -> Selection {
    Selection { words, holds }
}

/// Every set that has a name.
pub(in crate::grade) const fn selections() -> &'static [Selection] {
    SELECTIONS
}

const SELECTIONS: &[Selection] = &[
    selection("in the last row of each window", last_row),
    selection("in the last column of each window", last_column),
    selection("in the last row or the last column of each window", |sizes, term| {
        last_row(sizes, term) || last_column(sizes, term)
    }),
    selection("in the first row of each window", |_, term| term.offset.0 == 0),
    selection("in the first column of each window", |_, term| term.offset.1 == 0),
    selection("in the first row or the first column of each window", |_, term| {
        term.offset.0 == 0 || term.offset.1 == 0
    }),
    selection("outside the first row of each window", |_, term| term.offset.0 > 0),
    selection("outside the first column of each window", |_, term| term.offset.1 > 0),
    selection("at the first cell of each window", |_, term| term.offset == (0, 0)),
    selection("behind the first cell of each window", |_, term| term.offset != (0, 0)),
    selection("at the last cell of each window", |sizes, term| {
        last_row(sizes, term) && last_column(sizes, term)
    }),
    selection("at the middle of each window", middle),
    selection("around the middle of each window", |sizes, term| !middle(sizes, term)),
    selection("off the diagonal of each window", |_, term| term.offset.0 != term.offset.1),
    selection("of the first channel", |_, term| term.channel == 0),
    selection("of every channel but the first", |_, term| term.channel > 0),
    selection("of the last channel", |sizes, term| term.channel + 1 == sizes.channels),
    selection("of every channel but the last", |sizes, term| term.channel + 1 < sizes.channels),
    selection("of the first filter", |_, term| term.number == 0),
    selection("of every filter but the first", |_, term| term.number > 0),
    selection("of the last filter", |sizes, term| term.number + 1 == sizes.numbers),
    selection("of every filter but the last", |sizes, term| term.number + 1 < sizes.numbers),
    selection("of the first example", |_, term| term.example == 0),
    selection("of every example but the first", |_, term| term.example > 0),
    selection("of the last example", |sizes, term| term.example + 1 == sizes.examples),
    selection("of every example but the last", |sizes, term| term.example + 1 < sizes.examples),
    selection("of the last row of windows", |sizes, term| term.window.0 + 1 == sizes.down),
    selection("of the last column of windows", |sizes, term| term.window.1 + 1 == sizes.right),
    selection("of the last row or the last column of windows", |sizes, term| {
        term.window.0 + 1 == sizes.down || term.window.1 + 1 == sizes.right
    }),
    selection("of the first row of windows", |_, term| term.window.0 == 0),
    selection("of the first column of windows", |_, term| term.window.1 == 0),
    selection("of windows that reach into the padding", reaches_out),
    selection("of windows that lie wholly inside the image", |sizes, term| !reaches_out(sizes, term)),
    selection("of the image's last row", |sizes, term| several(sizes) && term.image.0 + 1 == sizes.rows),
    selection("of the image's last column", |sizes, term| {
        several(sizes) && term.image.1 + 1 == sizes.columns
    }),
    selection("of the image's first row", |sizes, term| several(sizes) && term.image.0 == 0),
    selection("of the image's first column", |sizes, term| several(sizes) && term.image.1 == 0),
    selection("of the image's border", border),
    selection("of every window but the last that holds the cell", |sizes, term| !last_window(sizes, term)),
    selection("of every window but the last that holds the cell", |_, term| term.order == Order::Before),
];

/// Whether an image is more than the one window over it.
const fn several(sizes: &Sizes) -> bool {
    sizes.down * sizes.right > 1
}

const fn last_row(sizes: &Sizes, term: &Term) -> bool {
    term.offset.0 + 1 == sizes.height
}

const fn last_column(sizes: &Sizes, term: &Term) -> bool {
    term.offset.1 + 1 == sizes.width
}

const fn middle(sizes: &Sizes, term: &Term) -> bool {
    term.offset.0 == sizes.height / 2 && term.offset.1 == sizes.width / 2
}

const fn border(sizes: &Sizes, term: &Term) -> bool {
    let (row, column) = term.image;
    several(sizes) && (row == 0 || column == 0 || row + 1 == sizes.rows || column + 1 == sizes.columns)
}

fn reaches_out(sizes: &Sizes, term: &Term) -> bool {
    let out = |position: usize, size: usize, length: usize| {
        let begin = position * sizes.stride;
        begin < sizes.ring || begin + size > sizes.ring + length
    };
    out(term.window.0, sizes.height, sizes.rows) || out(term.window.1, sizes.width, sizes.columns)
}

/// Whether no later window holds the same cell of the image.
fn last_window(sizes: &Sizes, term: &Term) -> bool {
    let last =
        |position: usize, offset: usize, windows: usize| offset < sizes.stride || position + 1 == windows;
    last(term.window.0, term.offset.0, sizes.down) && last(term.window.1, term.offset.1, sizes.right)
}
