//! The numbers of rows and columns around cells.

use super::{Line, Meaning, Theme};

/// Whether rows and columns are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    /// Every row, and every column whose cells are wide enough for its number.
    Shown,
    /// Every row, and columns that are evenly apart, as many as there is room for.
    Sparse,
    /// Neither; there is no header and no gutter.
    Hidden,
}

impl Labels {
    /// Columns left of the first cell.
    pub(super) fn gutter(self, rows: &[Option<usize>]) -> usize {
        match (self, rows.iter().flatten().max()) {
            (Self::Shown | Self::Sparse, Some(last)) => last.to_string().len() + 1,
            _ => 0,
        }
    }

    /// The line above cells of this width, if there is one.
    pub(super) fn above(
        self,
        columns: &[Option<usize>],
        gutter: usize,
        cell_width: usize,
        theme: &Theme,
    ) -> Option<Line> {
        let text = match self {
            Self::Shown => every(columns, gutter, cell_width),
            Self::Sparse => fitting(columns, gutter, cell_width),
            Self::Hidden => return None,
        };
        Some(theme.line(Meaning::Dim, text))
    }
}

/// What stands before the cells of a row.
pub(super) fn beside(row: Option<usize>, gutter: usize, theme: &Theme) -> Line {
    let label = row.filter(|_| gutter > 0);
    let label = label.map_or_else(String::new, |label| format!("{label} "));
    theme.line(Meaning::Dim, format!("{label:>gutter$}"))
}

fn every(columns: &[Option<usize>], gutter: usize, width: usize) -> String {
    let labels = columns.iter().map(|label| {
        let label = label.map_or_else(String::new, |label| label.to_string());
        let shown = if label.len() < width { label } else { String::new() };
        // Above the last digit of the number, which a column for a mark follows.
        let right = if width > 2 { format!("{shown} ") } else { shown };
        format!("{right:>width$}")
    });
    " ".repeat(gutter) + &labels.collect::<String>()
}

/// Numbers over columns that are evenly apart, as close as their width allows; when the columns move on, the numbers
/// move with them.
fn fitting(columns: &[Option<usize>], gutter: usize, width: usize) -> String {
    let labels = || columns.iter().flatten();
    let widest = labels().max().map_or(1, |last| last.to_string().len());
    let apart = APART.into_iter().find(|apart| apart * width > widest).unwrap_or(usize::MAX);
    let step = labels().nth(1).zip(labels().next()).map_or(1, |(second, first)| second - first).max(1);
    let is_shown = |label: usize| (label / step).is_multiple_of(apart);
    let has_any = labels().any(|label| is_shown(*label));
    let mut text = " ".repeat(gutter);
    let end = gutter + columns.len() * width;
    for (place, label) in columns.iter().enumerate() {
        let Some(label) = label.filter(|label| is_shown(*label) || (!has_any && place == 0)) else {
            continue;
        };
        let label = label.to_string();
        // Above the last digit of a number, which a column for a mark follows; above the first column of a colour.
        let right = gutter + (place + 1) * width - 1;
        let start = if width > 2 { right.saturating_sub(label.len()) } else { gutter + place * width };
        if start + label.len() <= end.max(gutter + label.len()) {
            text.truncate(start);
            text.push_str(&" ".repeat(start - text.len()));
            text.push_str(&label);
        }
    }
    text
}

/// Columns between two numbers.
const APART: [usize; 9] = [1, 2, 5, 10, 20, 50, 100, 200, 500];

#[cfg(test)]
mod tests {
    use super::*;

    fn above(labels: impl Iterator<Item = usize>, gutter: usize, width: usize) -> String {
        fitting(&labels.map(Some).collect::<Vec<_>>(), gutter, width)
    }

    #[test]
    fn numbers_stand_evenly_apart_and_move_with_their_columns() {
        assert_eq!(above(0..12, 3, 1), "   0    5    10");
        assert_eq!(above(3..15, 3, 1), "     5    10");
        assert_eq!(above((0..12).map(|place| place * 4), 0, 1), "0    20   40");
        assert_eq!(above(98..104, 2, 2), "  98  100 102");
        assert_eq!(above(0..3, 2, 7), "       0      1      2");
        assert_eq!(above(9..12, 2, 5), "     9   10   11");
    }

    #[test]
    fn a_few_columns_have_one_number_at_least() {
        assert_eq!(above(7..8, 1, 1), " 7");
        assert_eq!(above(123..124, 4, 1), "    123");
        assert_eq!(above(std::iter::empty(), 2, 1), "  ");
    }
}
