//! A window in pieces that follow each other in C order.

use crate::formats::{Order, Window};
use std::ops::Range;

/// The axes inside of `axis` whole, that axis in pieces of `length`, one place of those outside. Axes are those of the
/// window's result.
pub struct Strips<'a> {
    window: &'a Window,
    shape: Vec<usize>,
    axis: usize,
    length: usize,
}

/// Elements of a strip, at most, for a file of this order.
const fn most(order: Order) -> usize {
    match order {
        Order::C => 64 << 10,
        // What follows each other in C order lies far apart: many rows have to be read together.
        Order::Fortran => 1 << 20,
    }
}

impl<'a> Strips<'a> {
    /// Of a window of a tensor in a file of this order: as many elements as are read quickly, and fit in memory.
    #[must_use]
    pub fn new(window: &'a Window, order: Order) -> Self {
        Self::of(window, most(order))
    }

    /// Pieces of at most so many elements, of a window that has any.
    pub(super) fn of(window: &'a Window, most: usize) -> Self {
        let shape = window.shape();
        let mut room = most;
        let mut axis = shape.len();
        while axis > 0 {
            axis -= 1;
            if shape[axis] > room || axis == 0 {
                let length = room.clamp(1, shape[axis].max(1));
                return Self { window, shape, axis, length };
            }
            room /= shape[axis].max(1);
        }
        Self { window, shape, axis: 0, length: 1 }
    }

    /// Pieces of the axis that is cut.
    fn pieces(&self) -> usize {
        self.shape.get(self.axis).map_or(1, |length| length.div_ceil(self.length))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shape.iter().take(self.axis).product::<usize>() * self.pieces()
    }

    /// The strip that holds a place of the window's result.
    pub(super) fn holding(&self, place: &[usize]) -> usize {
        let outer = place.iter().zip(&self.shape).take(self.axis);
        let outer = outer.fold(0, |sum, (at, length)| sum * length + at);
        outer * self.pieces() + place.get(self.axis).map_or(0, |at| at / self.length)
    }

    /// What one strip reads.
    #[must_use]
    pub fn strip(&self, strip: usize) -> Window {
        let (mut outer, piece) = (strip / self.pieces(), strip % self.pieces());
        let mut ranges: Vec<Range<usize>> = self.shape.iter().map(|&length| 0..length).collect();
        for axis in (0..self.axis).rev() {
            let at = outer % self.shape[axis];
            ranges[axis] = at..at + 1;
            outer /= self.shape[axis];
        }
        if let Some(range) = ranges.get_mut(self.axis) {
            let start = piece * self.length;
            *range = start..range.end.min(start + self.length);
        }
        self.window.part(&ranges)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::window;

    #[test]
    fn strips_follow_each_other_in_c_order() {
        for (slice, shape, most) in [
            ("...", vec![3, 4, 5], 7),
            ("::-1,1,:", vec![3, 4, 5], 2),
            ("1::2", vec![9], 3),
            ("...", vec![], 4),
        ] {
            let whole = window(slice, &shape).unwrap();
            let indices = |part: &Window| -> Vec<Vec<usize>> {
                let places = ndarray::indices(part.shape()).into_iter();
                places.map(|place| part.index_of(ndarray::Dimension::slice(&place))).collect()
            };
            let strips = Strips::of(&whole, most);
            let pieces: Vec<Window> = (0..strips.count()).map(|strip| strips.strip(strip)).collect();
            assert!(pieces.iter().all(|piece| piece.count().is_some_and(|count| count <= most)), "{slice}");
            assert_eq!(pieces.iter().flat_map(indices).collect::<Vec<_>>(), indices(&whole), "{slice}");
        }
    }
}
