//! The largest value of every window.

use crate::tensor::Windows;
use std::ops::Range;

/// The places of the maxima of those whole windows that touch `visible` rows and columns, in a plane of `lengths`. All
/// places that share a window's maximum are given; a window that holds NaN has none.
pub(super) fn marked_maxima(
    windows: Windows,
    lengths: (usize, usize),
    visible: &(Range<usize>, Range<usize>),
    value: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let rows = corners(windows.height, windows.stride, lengths.0, &visible.0);
    let mut found = Vec::new();
    for top in rows {
        for left in corners(windows.width, windows.stride, lengths.1, &visible.1) {
            let places = (top..top + windows.height)
                .flat_map(|row| (left..left + windows.width).map(move |column| (row, column)));
            found.extend(largest(places, &value));
        }
    }
    found
}

/// The first indices of the windows along one axis that touch `visible`.
fn corners(size: usize, stride: usize, length: usize, visible: &Range<usize>) -> Vec<usize> {
    if size == 0 || stride == 0 || size > length {
        return Vec::new();
    }
    let first = (visible.start + 1).saturating_sub(size).div_ceil(stride) * stride;
    let end = visible.end.min(length - size + 1);
    (first..end.max(first)).step_by(stride).collect()
}

fn largest(
    places: impl Iterator<Item = (usize, usize)>,
    value: &impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let mut best = f64::NEG_INFINITY;
    let mut found = Vec::new();
    for (row, column) in places {
        let value = value(row, column);
        if value.is_nan() {
            return Vec::new();
        }
        if value > best {
            best = value;
            found.clear();
        }
        if value >= best {
            found.push((row, column));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    fn maxima(values: &Array2<f64>, windows: Windows) -> Vec<(usize, usize)> {
        let (rows, columns) = values.dim();
        marked_maxima(windows, (rows, columns), &(0..rows, 0..columns), |row, column| values[[row, column]])
    }

    #[test]
    fn each_window_without_ties_has_one_maximum() {
        let values = Array2::from_shape_fn((5, 7), |(row, column)| {
            f64::from(u32::try_from((row * 7 + column) * 17 % 35).unwrap())
        });
        let windows = Windows { height: 2, width: 3, stride: 2 };
        let found = maxima(&values, windows);
        let expected: Vec<_> = [(0, 0), (0, 2), (0, 4), (2, 0), (2, 2), (2, 4)]
            .iter()
            .map(|&(top, left)| {
                let mut places = (0..6).map(|place| (top + place / 3, left + place % 3)).collect::<Vec<_>>();
                places.sort_by(|&a, &b| values[[b.0, b.1]].total_cmp(&values[[a.0, a.1]]));
                places[0]
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn only_windows_that_touch_the_visible_part_are_read() {
        assert_eq!(corners(3, 2, 20, &(7..9)), [6, 8]);
        assert_eq!(corners(3, 1, 20, &(7..8)), [5, 6, 7]);
        assert_eq!(corners(2, 5, 20, &(0..20)), [0, 5, 10, 15]);
        assert_eq!(corners(2, 5, 20, &(2..5)), [0_usize; 0]);
    }

    #[test]
    fn a_tie_marks_all_and_nan_none() {
        let windows = Windows { height: 1, width: 2, stride: 2 };
        let values = ndarray::arr2(&[[3.0, 3.0, f64::NAN, 1.0]]);
        assert_eq!(maxima(&values, windows), [(0, 0), (0, 1)]);
    }
}
