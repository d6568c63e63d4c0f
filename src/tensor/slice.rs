//! Parts of a tensor: a section by index, and the two-dimensional plane that a screen shows.

use super::Tensor;
use ndarray::{ArrayD, Axis};

/// Fixed indices on the outer axes: `x[1, 1]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section(pub Vec<usize>);

/// Which axes lie along rows and columns, and the index on every other axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plane {
    /// The axis drawn downwards; `None` for rank 0 and 1.
    pub rows: Option<usize>,
    /// The axis drawn to the right; `None` for rank 0.
    pub columns: Option<usize>,
    /// One index an axis; those of the row and column axes are not read.
    pub at: Vec<usize>,
}

impl Tensor {
    /// The part with the section's indices fixed, or `None` where the section does not fit.
    #[must_use]
    pub fn section(&self, section: &Section) -> Option<Self> {
        Some(match self {
            Self::F64(array) => Self::F64(fixed(array, section)?),
            Self::F32(array) => Self::F32(fixed(array, section)?),
            Self::I64(array) => Self::I64(fixed(array, section)?),
            Self::U64(array) => Self::U64(fixed(array, section)?),
            Self::Bool(array) => Self::Bool(fixed(array, section)?),
        })
    }
}

fn fixed<T: Clone>(array: &ArrayD<T>, Section(indices): &Section) -> Option<ArrayD<T>> {
    let fits =
        indices.len() <= array.ndim() && indices.iter().zip(array.shape()).all(|(at, length)| at < length);
    fits.then(|| {
        let view = indices.iter().fold(array.view(), |view, &index| view.index_axis_move(Axis(0), index));
        view.to_owned()
    })
}

impl Plane {
    /// The plane shown at first: the preferred axes, by default the last two, at index 0 of all others. Preferred
    /// axes that the shape does not have are passed over.
    #[must_use]
    pub fn first(shape: &[usize], preferred: Option<(usize, usize)>) -> Self {
        let rank = shape.len();
        let fits = |&(rows, columns): &(usize, usize)| rows < rank && columns < rank && rows != columns;
        let (rows, columns) = match preferred.filter(fits) {
            Some((rows, columns)) => (Some(rows), Some(columns)),
            None => (rank.checked_sub(2), rank.checked_sub(1)),
        };
        Self { rows, columns, at: vec![0; rank] }
    }

    /// The plane that shows the cell at `index`, with the same axes along rows and columns.
    #[must_use]
    pub fn through(&self, index: &[usize]) -> Self {
        Self { at: index.to_vec(), ..self.clone() }
    }

    /// The same plane with every index inside the shape; of another rank than the shape's, the first plane.
    #[must_use]
    pub fn clamped(&self, shape: &[usize]) -> Self {
        let fits = |axis: Option<usize>| axis.is_none_or(|axis| axis < shape.len());
        if self.at.len() != shape.len() || !fits(self.rows) || !fits(self.columns) {
            return Self::first(shape, None);
        }
        let inside = |(&at, &length): (&usize, &usize)| at.min(length.saturating_sub(1));
        Self { at: self.at.iter().zip(shape).map(inside).collect(), ..self.clone() }
    }

    /// The number of rows; 1 where no axis lies along them.
    #[must_use]
    pub fn row_count(&self, shape: &[usize]) -> usize {
        length_along(self.rows, shape)
    }

    /// The number of columns; 1 where no axis lies along them.
    #[must_use]
    pub fn column_count(&self, shape: &[usize]) -> usize {
        length_along(self.columns, shape)
    }

    /// The index of the tensor's element at this place of the plane.
    #[must_use]
    pub fn index_of(&self, row: usize, column: usize) -> Vec<usize> {
        let mut index = self.at.clone();
        for (axis, at) in [(self.rows, row), (self.columns, column)] {
            if let Some(place) = axis.and_then(|axis| index.get_mut(axis)) {
                *place = at;
            }
        }
        index
    }

    /// The place of the plane at which the element with this index lies.
    #[must_use]
    pub fn place_of(&self, index: &[usize]) -> (usize, usize) {
        let along = |axis: Option<usize>| axis.and_then(|axis| index.get(axis)).copied().unwrap_or(0);
        (along(self.rows), along(self.columns))
    }

    /// The axes along neither rows nor columns, outermost first: those that a slider moves through.
    #[must_use]
    pub fn other_axes(&self) -> Vec<usize> {
        (0..self.at.len()).filter(|&axis| Some(axis) != self.rows && Some(axis) != self.columns).collect()
    }
}

fn length_along(axis: Option<usize>, shape: &[usize]) -> usize {
    axis.and_then(|axis| shape.get(axis)).copied().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array, array};

    #[test]
    fn a_section_fixes_the_outer_axes() {
        let tensor =
            Tensor::I64(Array::from_iter(0..24).into_shape_with_order((2, 3, 4)).unwrap().into_dyn());
        let part = |indices: &[usize]| tensor.section(&Section(indices.to_vec()));
        assert_eq!(part(&[1, 2]), Some(Tensor::I64(array![20, 21, 22, 23].into_dyn())));
        assert_eq!(part(&[]), Some(tensor.clone()));
        assert_eq!(part(&[1, 2, 3]).unwrap().shape(), [0; 0]);
        assert_eq!(part(&[2]), None);
        assert_eq!(part(&[0, 0, 0, 0]), None);
    }

    #[test]
    fn the_first_plane_is_the_preferred_one_or_the_last_two_axes() {
        let axes = |shape: &[usize], preferred| {
            let plane = Plane::first(shape, preferred);
            (plane.rows, plane.columns, plane.other_axes())
        };
        assert_eq!(axes(&[2, 5, 6, 3], Some((1, 2))), (Some(1), Some(2), vec![0, 3]));
        assert_eq!(axes(&[2, 5, 6], None), (Some(1), Some(2), vec![0]));
        assert_eq!(axes(&[2, 5], Some((1, 2))), (Some(0), Some(1), vec![]));
        assert_eq!(axes(&[7], None), (None, Some(0), vec![]));
        assert_eq!(axes(&[], None), (None, None, vec![]));
    }

    #[test]
    fn places_and_indices_are_each_others_inverse() {
        let shape = [2, 5, 6, 3];
        let plane = Plane::first(&shape, Some((1, 2))).through(&[1, 0, 0, 2]);
        assert_eq!((plane.row_count(&shape), plane.column_count(&shape)), (5, 6));
        assert_eq!(plane.index_of(4, 3), [1, 4, 3, 2]);
        assert_eq!(plane.place_of(&[1, 4, 3, 2]), (4, 3));
        let scalar = Plane::first(&[], None);
        assert_eq!((scalar.row_count(&[]), scalar.column_count(&[])), (1, 1));
        assert!(scalar.index_of(0, 0).is_empty());
    }

    #[test]
    fn indices_are_kept_inside_the_shape() {
        let plane = Plane { rows: Some(0), columns: Some(1), at: vec![9, 9, 9] };
        assert_eq!(plane.clamped(&[4, 5, 2]).at, [3, 4, 1]);
        assert_eq!(plane.clamped(&[4, 5]), Plane::first(&[4, 5], None));
        let swapped = Plane { rows: Some(1), columns: Some(0), at: vec![0, 0] };
        assert_eq!(swapped.clamped(&[4, 0]).at, [0, 0]);
    }
}
