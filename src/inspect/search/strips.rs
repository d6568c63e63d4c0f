//! A tensor in pieces that follow each other in C order.

use crate::formats::{Axis, Run, Window};

/// The axes inside of `axis` whole, that axis in pieces of `length`, one index of those outside.
pub(super) struct Strips {
    shape: Vec<usize>,
    axis: usize,
    length: usize,
}

impl Strips {
    /// Pieces of at most so many elements, of a tensor that has any.
    pub(super) fn of(shape: &[usize], most: usize) -> Self {
        let mut room = most;
        for axis in (0..shape.len()).rev() {
            if shape[axis] > room || axis == 0 {
                return Self { shape: shape.to_vec(), axis, length: room.clamp(1, shape[axis].max(1)) };
            }
            room /= shape[axis].max(1);
        }
        Self { shape: Vec::new(), axis: 0, length: 1 }
    }

    /// Pieces of the axis that is cut.
    fn pieces(&self) -> usize {
        self.shape.get(self.axis).map_or(1, |length| length.div_ceil(self.length))
    }

    pub(super) fn count(&self) -> usize {
        self.shape.iter().take(self.axis).product::<usize>() * self.pieces()
    }

    /// The strip that holds the element at an index.
    pub(super) fn holding(&self, index: &[usize]) -> usize {
        let outer = index.iter().zip(&self.shape).take(self.axis);
        let outer = outer.fold(0, |sum, (at, length)| sum * length + at);
        outer * self.pieces() + index.get(self.axis).map_or(0, |at| at / self.length)
    }

    pub(super) fn window(&self, strip: usize) -> Window {
        let (mut outer, piece) = (strip / self.pieces(), strip % self.pieces());
        let mut window = Window::whole(&self.shape);
        for axis in (0..self.axis.min(self.shape.len())).rev() {
            window.axes[axis] = Axis::of(Run { start: outer % self.shape[axis], step: 1, count: 1 });
            outer /= self.shape[axis];
        }
        if let (Some(axis), Some(&length)) = (window.axes.get_mut(self.axis), self.shape.get(self.axis)) {
            let start = piece * self.length;
            *axis = Axis::of(Run { start, step: 1, count: self.length.min(length - start) });
        }
        window
    }
}
