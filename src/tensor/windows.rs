//! What slides over the planes of a tensor.

/// Windows of `height` × `width` cells whose corners lie `stride` apart, the first in the corner of the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// In cells.
    pub height: usize,
    /// In cells.
    pub width: usize,
    /// In cells from corner to corner, the same downwards and to the right.
    pub stride: usize,
}
