//! The order in which the cells of an output are explained: along rows first, as a window slides.

use crate::tensor::Plane;

/// An order of all cells: columns run fastest, then rows, then the other axes from the last to the first.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    shape: Vec<usize>,
    /// Every axis, the fastest first.
    axes: Vec<usize>,
}

impl Walk {
    pub(super) fn new(shape: &[usize], plane: Option<(usize, usize)>) -> Self {
        let plane = Plane::first(shape, plane);
        let mut axes: Vec<usize> = plane.columns.into_iter().chain(plane.rows).collect();
        axes.extend(plane.other_axes().into_iter().rev());
        Self { shape: shape.to_vec(), axes }
    }

    pub(super) fn count(&self) -> usize {
        self.shape.iter().product()
    }

    pub(super) fn cell(&self, step: usize) -> Option<Vec<usize>> {
        if step >= self.count() {
            return None;
        }
        let mut cell = vec![0; self.shape.len()];
        let mut rest = step;
        for axis in &self.axes {
            cell[*axis] = rest % self.shape[*axis];
            rest /= self.shape[*axis];
        }
        Some(cell)
    }

    pub(super) fn step_of(&self, cell: &[usize]) -> Option<usize> {
        let inside = cell.len() == self.shape.len()
            && cell.iter().zip(&self.shape).all(|(place, length)| place < length);
        let step = || self.axes.iter().rev().fold(0, |step, axis| step * self.shape[*axis] + cell[*axis]);
        inside.then(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plane_is_walked_before_the_other_axes() {
        let walk = Walk::new(&[2, 2, 3, 2], Some((1, 2)));
        let cells: Vec<Vec<usize>> = (0..7).filter_map(|step| walk.cell(step)).collect();
        assert_eq!(cells[1], [0, 0, 1, 0]);
        assert_eq!(cells[3], [0, 1, 0, 0]);
        assert_eq!(cells[6], [0, 0, 0, 1]);
        assert_eq!(walk.cell(12).unwrap(), [1, 0, 0, 0]);
    }

    #[test]
    fn every_cell_has_one_step() {
        for shape in [&[][..], &[4], &[2, 3, 4], &[0, 3]] {
            let walk = Walk::new(shape, None);
            for step in 0..walk.count() {
                assert_eq!(walk.step_of(&walk.cell(step).unwrap()), Some(step));
            }
            assert_eq!(walk.cell(walk.count()), None);
        }
        assert_eq!(Walk::new(&[2, 3], None).step_of(&[2, 0]), None);
    }
}
