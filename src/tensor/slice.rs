//! Parts of a tensor: a section by index, and the two-dimensional plane that a screen shows.

use super::Tensor;

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
    pub fn section(&self, _section: &Section) -> Option<Self> {
        None
    }
}
