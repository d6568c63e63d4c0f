//! Where the cells that differ lie, in words.

mod axis;
mod condition;
mod places;
mod plane;

pub(super) use places::Places;

/// The cells that differ, or the smallest known part of the tensor that holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// What kind of region it is: `slice`, `plane` or `values`.
    pub kind: &'static str,
    /// Completes "the cells …".
    pub words: String,
    /// A slice as NumPy writes it, where it is one.
    pub slice: Option<String>,
    /// How many cells it has.
    pub cells: u64,
    /// Whether all of them differ.
    pub fit: Fit,
}

/// How well a region fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Its cells differ, and no others.
    Exact,
    /// No others differ, but some of its own agree.
    Within,
}

impl Region {
    /// One sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self.fit {
            Fit::Exact => format!("Exactly the cells {} differ.", self.words),
            Fit::Within => {
                format!("All cells that differ are among the {} cells {}.", self.cells, self.words)
            }
        }
    }
}
