//! The worst cells in columns: index, expected, actual, error.

use super::layout::{Page, indented, widest};
use crate::inspect::Cell;
use crate::style::{Line, Meaning};
use crate::tensor::{Scalar, scalar_text};
use unicode_width::UnicodeWidthStr;

/// Digits of a number, as many more as it takes to tell expected from actual.
const FEWEST: usize = 7;
const MOST: usize = 17;
/// Digits of an error.
const ERROR: usize = 3;
/// Columns between two.
const GAP: usize = 3;

/// A column: its title, what it means, and its texts.
struct Column {
    title: &'static str,
    meaning: Meaning,
    texts: Vec<String>,
}

pub(super) fn cells(page: &Page, indent: usize, cells: &[Cell]) -> Vec<Line> {
    let mut columns = vec![
        Column { title: "cell", meaning: Meaning::Dim, texts: cells.iter().map(index).collect() },
        Column { title: "expected", meaning: Meaning::Right, texts: Vec::new() },
        Column { title: "actual", meaning: Meaning::Wrong, texts: Vec::new() },
    ];
    for (expected, actual) in cells.iter().map(numbers) {
        columns[1].texts.push(expected);
        columns[2].texts.push(actual);
    }
    let has_errors = |cell: &Cell| !matches!(cell.expected.real, Scalar::Bool(_));
    if cells.iter().all(has_errors) {
        let error = |cell: &Cell| short(cell.error());
        let relative = |cell: &Cell| cell.relative_error().map_or_else(|| "–".to_owned(), short);
        columns.extend([
            Column { title: "error", meaning: Meaning::Text, texts: cells.iter().map(error).collect() },
            Column { title: "relative", meaning: Meaning::Text, texts: cells.iter().map(relative).collect() },
        ]);
    }
    fit(page, indent, &mut columns);
    let title = line(page, indent, &columns, |column| (column.title, Meaning::Dim));
    let rows = (0..cells.len())
        .map(|row| line(page, indent, &columns, |column| (&column.texts[row], column.meaning)));
    std::iter::once(title).chain(rows).collect()
}

/// Leaves out what is not needed to understand the rest, where there is no room for it.
fn fit(page: &Page, indent: usize, columns: &mut Vec<Column>) {
    let width =
        |columns: &[Column]| indent + columns.iter().map(|column| column.width() + GAP).sum::<usize>() - GAP;
    while columns.len() > 3 && page.width.is_some_and(|most| width(columns) > most) {
        columns.pop();
    }
}

impl Column {
    fn width(&self) -> usize {
        widest(self.texts.iter()).max(self.title.width())
    }
}

/// One line of texts, the index on the left and numbers on the right of their columns.
fn line<'a>(
    page: &Page,
    indent: usize,
    columns: &'a [Column],
    cell: impl Fn(&'a Column) -> (&'a str, Meaning),
) -> Line {
    let mut line = indented(indent);
    for (place, column) in columns.iter().enumerate() {
        let (text, meaning) = cell(column);
        let padding = " ".repeat(column.width().saturating_sub(text.width()));
        if place > 0 {
            page.push(&mut line, Meaning::Text, &" ".repeat(GAP));
            page.push(&mut line, Meaning::Text, &padding);
        }
        page.push(&mut line, meaning, text);
        if place == 0 {
            page.push(&mut line, Meaning::Text, &padding);
        }
    }
    line
}

/// `[0, 3, 4]`
fn index(cell: &Cell) -> String {
    format!("{:?}", cell.index)
}

/// Expected and actual in as few digits as tell one from the other.
fn numbers(cell: &Cell) -> (String, String) {
    let texts = |digits: usize| (cell.expected.short_text(digits), cell.actual.short_text(digits));
    let mut told = (FEWEST..=MOST).map(texts).filter(|(expected, actual)| expected != actual);
    told.next().unwrap_or_else(|| (cell.expected.text(), cell.actual.text()))
}

/// An error or a share in few digits.
pub(super) fn short(value: f64) -> String {
    if value.is_infinite() { "infinite".to_owned() } else { scalar_text(Scalar::F64(value), ERROR) }
}
