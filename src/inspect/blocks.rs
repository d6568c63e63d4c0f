//! A window in pieces that fit in memory.

use crate::formats::Window;
use std::ops::Range;

/// Elements of a piece, at most: half a mebibyte of doubles.
const MOST: usize = 64 << 10;
/// Where two tensors lie in different orders, a piece is at least as long along the densest axis of each.
const LEAST: usize = 256;

/// One piece of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its places in the window's result.
    pub ranges: Vec<Range<usize>>,
    /// What to read.
    pub window: Window,
}

/// The pieces of a window, in the order in which they lie in the file.
#[derive(Debug)]
pub struct Blocks {
    window: Window,
    /// Of the window's result.
    shape: Vec<usize>,
    /// Of a piece.
    lengths: Vec<usize>,
    /// Axes of the result, the densest first.
    order: Vec<usize>,
    next: Option<Vec<usize>>,
}

impl Blocks {
    /// The pieces of `window` of tensors whose axes are, from the densest in the file on, as each of `densest` says.
    #[must_use]
    pub fn new(window: Window, densest: &[Vec<usize>]) -> Self {
        use crate::formats::Presence;
        let kept: Vec<usize> =
            (0..window.axes.len()).filter(|&axis| window.axes[axis].presence == Presence::Kept).collect();
        let ranked = |axes: &Vec<usize>| -> Vec<usize> {
            axes.iter().filter_map(|axis| kept.iter().position(|kept| kept == axis)).collect()
        };
        let ranked: Vec<Vec<usize>> = densest.iter().map(ranked).collect();
        let shape = window.shape();
        let order = ranked.first().cloned().unwrap_or_default();
        let mut lengths = vec![1; shape.len()];
        let mut room = MOST;
        let mut grow = |axis: usize, most: usize| {
            let length = shape[axis].min(most).min(lengths[axis] * room).max(lengths[axis]);
            room /= length.div_ceil(lengths[axis]).max(1);
            lengths[axis] = length;
        };
        for axes in &ranked[..if ranked.len() > 1 { ranked.len() } else { 0 }] {
            axes.first().into_iter().for_each(|&axis| grow(axis, LEAST));
        }
        for &axis in &order {
            grow(axis, usize::MAX);
        }
        let next = (!shape.contains(&0)).then(|| vec![0; shape.len()]);
        Self { window, shape, lengths, order, next }
    }
}

impl Iterator for Blocks {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        let start = self.next.take()?;
        let end = |axis: usize| (start[axis] + self.lengths[axis]).min(self.shape[axis]);
        let ranges: Vec<Range<usize>> = (0..start.len()).map(|axis| start[axis]..end(axis)).collect();
        let mut after = start.clone();
        for &axis in &self.order {
            after[axis] = ranges[axis].end;
            if after[axis] < self.shape[axis] {
                self.next = Some(after);
                break;
            }
            after[axis] = 0;
        }
        Some(Block { window: self.window.part(&ranges), ranges })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_in_one_piece() {
        for (shape, densest) in [
            (vec![3, 700, 130], vec![vec![2, 1, 0]]),
            (vec![3, 700, 130], vec![vec![2, 1, 0], vec![0, 1, 2]]),
            (vec![700, 900], vec![vec![1, 0], vec![0, 1]]),
            (vec![200_000], vec![vec![0]]),
            (vec![], vec![vec![]]),
        ] {
            let count: usize = shape.iter().product();
            let mut seen = vec![0; count];
            for block in Blocks::new(Window::whole(&shape), &densest) {
                assert_eq!(
                    block.window.shape(),
                    block.ranges.iter().map(ExactSizeIterator::len).collect::<Vec<_>>()
                );
                assert!(block.window.count().unwrap() <= MOST);
                for place in ndarray::indices(block.window.shape()) {
                    let place = ndarray::Dimension::slice(&place).to_vec();
                    let at = place.iter().zip(&block.ranges).zip(&shape);
                    seen[at.fold(0, |sum, ((place, range), length)| sum * length + place + range.start)] += 1;
                }
            }
            assert!(seen.iter().all(|&times| times == 1), "{shape:?}");
        }
        assert_eq!(Blocks::new(Window::whole(&[4, 0]), &[vec![1, 0]]).count(), 0);
    }
}
