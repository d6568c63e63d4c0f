//! Two tensors of any shapes.

use super::{Difference, Relation, Watch, difference, reshaping};
use crate::formats::{FormatError, Source};
use crate::tensor::Tolerance;

/// What comparing two tensors came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// Their cells, as they have one shape.
    Cells(Box<Difference>),
    /// They have not; what leads from one to the other, where that can be told.
    Shapes(Option<Relation>),
}

impl Comparison {
    /// The cells, where the shapes are equal.
    #[must_use]
    pub fn cells(&self) -> Option<&Difference> {
        match self {
            Self::Cells(cells) => Some(cells),
            Self::Shapes(_) => None,
        }
    }

    /// What leads from the expected to the actual numbers.
    #[must_use]
    pub fn relation(&self) -> Option<&Relation> {
        match self {
            Self::Cells(cells) => cells.relation.as_ref(),
            Self::Shapes(relation) => relation.as_ref(),
        }
    }
}

/// Compares two tensors, cell by cell where they have one shape, and keeps the `keep` worst cells. `None` where the
/// watch broke off before all cells were compared.
///
/// # Errors
/// When a piece cannot be read.
pub fn compare(
    sources: [&Source; 2],
    tolerance: Tolerance,
    keep: usize,
    watch: &mut Watch<'_>,
) -> Result<Option<Comparison>, FormatError> {
    let [expected, actual] = sources;
    if expected.shape() == actual.shape() {
        let found = difference(sources, tolerance, keep, watch)?;
        return Ok(found.map(|found| Comparison::Cells(Box::new(found))));
    }
    Ok(Some(Comparison::Shapes(reshaping(sources, tolerance, watch)?)))
}
