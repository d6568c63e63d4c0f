//! A tensor whose planes a window slides over, and tensors read beyond their edges.

use super::terms::{Factor, Source, WindowPlace};
use crate::tensor::{Scalar, Tensor, Windows};

/// A tensor whose planes a window slides over. Axes before the plane are examples, an axis after it is channels.
#[derive(Clone, Copy, Debug)]
pub struct Images<'a> {
    /// Of any rank; without padding, even where [`padding`](Self::padding) is not 0.
    pub tensor: &'a Tensor,
    /// The axes of rows and columns.
    pub plane: (usize, usize),
    /// Cells of zeros around each plane.
    pub padding: usize,
    /// Without one, the whole plane is the only window.
    pub windows: Option<Windows>,
}

impl Images<'_> {
    /// The windows; the whole plane where none are given.
    pub(super) fn windows(&self) -> Windows {
        let length = |axis: usize| self.tensor.shape().get(axis).copied().unwrap_or(1);
        let (height, width) = (length(self.plane.0), length(self.plane.1));
        self.windows.unwrap_or(Windows { height, width, stride: 1 })
    }

    /// The place of the window of this row and column of windows.
    pub(super) fn place(&self, row: usize, column: usize) -> WindowPlace {
        let Windows { height, width, stride } = self.windows();
        let start = |position: usize| signed(position * stride) - signed(self.padding);
        WindowPlace { top: start(row), left: start(column), height, width }
    }

    /// The axis of the channels, if there is one.
    pub(super) fn channel_axis(&self) -> Option<usize> {
        let last = self.tensor.shape().len().checked_sub(1)?;
        (last > self.plane.0.max(self.plane.1)).then_some(last)
    }

    /// The number of channels; 1 without an axis for them.
    pub(super) fn channels(&self) -> usize {
        self.channel_axis().map_or(1, |axis| self.tensor.shape()[axis])
    }

    /// The rows or columns of windows in a tensor that has one cell a window, and the same axes.
    pub(super) fn windows_in(&self, results: &Tensor) -> (usize, usize) {
        let length = |axis: usize| results.shape().get(axis).copied().unwrap_or(1);
        (length(self.plane.0), length(self.plane.1))
    }

    /// The indices on the axes before the plane that `results` has, in C order, as whole indices of zeros elsewhere.
    pub(super) fn examples_in(&self, results: &Tensor) -> Vec<Vec<usize>> {
        let mut all = vec![vec![0; results.shape().len()]];
        for axis in 0..self.plane.0.min(self.plane.1).min(results.shape().len()) {
            let along = |index: Vec<usize>| {
                (0..results.shape()[axis]).map(move |place| {
                    let mut index = index.clone();
                    index[axis] = place;
                    index
                })
            };
            all = all.into_iter().flat_map(along).collect();
        }
        all
    }

    /// `base` with another row and column.
    pub(super) fn moved(&self, base: &[usize], row: isize, column: isize) -> Vec<isize> {
        let mut index: Vec<isize> = base.iter().map(|place| signed(*place)).collect();
        for (axis, place) in [(self.plane.0, row), (self.plane.1, column)] {
            if let Some(entry) = index.get_mut(axis) {
                *entry = place;
            }
        }
        index
    }

    /// The input cell at this row and column and else at `base`.
    pub(super) fn factor(&self, base: &[usize], row: isize, column: isize) -> Factor {
        read(Source::Input, self.tensor, self.moved(base, row, column))
    }

    /// The cells of a window, row by row, else at `base`.
    pub(super) fn cells(&self, base: &[usize], place: WindowPlace) -> Vec<Factor> {
        let rows = place.top..place.top + signed(place.height);
        let columns = place.left..place.left + signed(place.width);
        rows.flat_map(|row| columns.clone().map(move |column| self.factor(base, row, column))).collect()
    }
}

/// A tensor's cell as a factor; outside of the tensor it is 0.
pub(super) fn read(source: Source, tensor: &Tensor, index: Vec<isize>) -> Factor {
    let inside: Option<Vec<usize>> = index.iter().map(|place| usize::try_from(*place).ok()).collect();
    let value = inside.and_then(|index| tensor.get(&index)).map_or(0.0, Scalar::to_f64);
    Factor { source, index, value }
}

/// A length or place as a difference; no axis is so long that this changes it.
pub(super) fn signed(place: usize) -> isize {
    isize::try_from(place).unwrap_or(isize::MAX)
}
