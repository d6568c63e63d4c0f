//! A cell's sum: parts, their terms, and the factors of those.

/// What one cell is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The cell's index in its output.
    pub cell: Vec<usize>,
    /// The sums that make up the total, each over terms that are looked at together.
    pub parts: Vec<Part>,
    /// What is added once.
    pub bias: Option<Factor>,
    /// Which of the terms the total is, or that it is the sum of all.
    pub outcome: Outcome,
    /// The cell's value; a truth value as 1 or 0.
    pub total: f64,
}

/// How the total follows from the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All terms and the bias are summed up.
    Sum,
    /// The largest term, at this position of the only part.
    Largest(usize),
    /// Whether the term at `cell` is the largest, which stands at `largest`.
    IsLargest {
        /// Position among the terms of the only part.
        cell: usize,
        /// Position of the first of the largest terms there.
        largest: usize,
    },
    /// The only term itself.
    Moved,
}

/// Terms in rows and columns, and their sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Unlike that of every other part of the step.
    pub name: PartName,
    /// The window that the terms belong to: rows and columns of the plane that it slides over, before padding.
    pub window: Option<WindowPlace>,
    /// The input cell that is the largest of the window, where that counts.
    pub winner: Option<Vec<isize>>,
    /// The length of a row of terms; the last row may be shorter.
    pub columns: usize,
    /// Row by row.
    pub terms: Vec<Term>,
    /// Of the values of all terms.
    pub sum: f64,
}

/// Where a window lies; it may begin in the padding before the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowPlace {
    /// Its first row; negative in the padding.
    pub top: isize,
    /// Its first column; negative in the padding.
    pub left: isize,
    /// In cells.
    pub height: usize,
    /// In cells.
    pub width: usize,
}

/// What the terms of a part have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartName {
    /// There is one part only.
    Whole,
    /// One input channel.
    Channel(usize),
    /// The window of this row and column of windows.
    Window(usize, usize),
    /// One example, by its index on all axes before the plane.
    Example(Vec<usize>),
}

/// A product of one or two factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What flows: an input or gradient cell.
    pub left: Factor,
    /// What it is weighed with; `None` where it counts as it is.
    pub right: Option<Factor>,
    /// The product, or the only factor.
    pub value: f64,
}

/// A cell of a tensor.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// The tensor that [`index`](Self::index) belongs to.
    pub source: Source,
    /// May lie outside of the tensor, in its padding; empty for a share.
    pub index: Vec<isize>,
    /// 0 outside of the tensor.
    pub value: f64,
}

/// Which tensor a factor comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The tensor that a window slides over.
    Input,
    /// The weights of the windows.
    Filter,
    /// One number a filter.
    Bias,
    /// What comes back from the output: of a shared value, that value itself.
    Gradient,
    /// No tensor: the part of a whole that falls to a cell, from 0 to 1.
    Share,
}

impl Term {
    /// One factor alone.
    pub(super) const fn of(left: Factor) -> Self {
        let value = left.value;
        Self { left, right: None, value }
    }

    /// A product.
    pub(super) fn product(left: Factor, right: Factor) -> Self {
        let value = left.value * right.value;
        Self { left, right: Some(right), value }
    }
}

impl Factor {
    /// This share of a whole.
    pub(super) const fn share(value: f64) -> Self {
        Self { source: Source::Share, index: Vec::new(), value }
    }
}

impl Part {
    /// Terms in rows of `columns`, summed up.
    pub(super) fn new(name: PartName, columns: usize, terms: Vec<Term>) -> Self {
        let sum = terms.iter().map(|term| term.value).sum();
        Self { name, window: None, winner: None, columns, terms, sum }
    }

    /// The same, of this window.
    pub(super) fn within(mut self, window: WindowPlace) -> Self {
        self.window = Some(window);
        self
    }

    /// The same, with this input cell as the largest of the window.
    pub(super) fn won_by(mut self, winner: Option<&Factor>) -> Self {
        self.winner = winner.map(|factor| factor.index.clone());
        self
    }

    /// The number of rows.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.terms.len().div_ceil(if self.columns == 0 { 1 } else { self.columns })
    }
}

impl Step {
    /// A sum of parts.
    pub(super) fn sum(cell: Vec<usize>, parts: Vec<Part>, bias: Option<Factor>) -> Self {
        let total =
            parts.iter().map(|part| part.sum).sum::<f64>() + bias.as_ref().map_or(0.0, |bias| bias.value);
        Self { cell, parts, bias, outcome: Outcome::Sum, total }
    }

    /// The sum of the parts before `part` and of itself.
    #[must_use]
    pub fn running_sum(&self, part: usize) -> f64 {
        self.parts.iter().take(part + 1).map(|part| part.sum).sum()
    }
}

impl WindowPlace {
    /// Whether a row and column of the plane lies inside.
    #[must_use]
    pub fn holds(&self, row: isize, column: isize) -> bool {
        let inside = |place: isize, start: isize, length: usize| {
            usize::try_from(place - start).is_ok_and(|offset| offset < length)
        };
        inside(row, self.top, self.height) && inside(column, self.left, self.width)
    }
}
