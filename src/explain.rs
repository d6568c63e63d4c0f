//! What each cell of an output is made of: the windows that it comes from, the terms of its sum, its total.
//!
//! Pure data from tensors. A [`Rule`] says how an output follows from other tensors, a [`Stepper`] walks over its
//! cells, and a [`Step`] explains one of them.

mod images;
mod scatter;
mod terms;
mod walk;
mod window;

pub use images::Images;
pub use terms::{Factor, Outcome, Part, PartName, Source, Step, Term, WindowPlace};

use crate::tensor::Tensor;
use scatter::{bias_gradient, filter_gradient, input_gradient, pooled_gradient};
use walk::Walk;
use window::{mask, padded, pooled, shared, weighed};

/// How an output follows from other tensors.
#[derive(Clone, Copy, Debug)]
pub enum Rule<'a> {
    /// Every cell is an input cell, or padding.
    Pad {
        /// Before padding.
        input: Images<'a>,
    },
    /// A window of all channels times a filter, summed, plus a bias.
    Window {
        /// Examples by rows, columns and channels.
        input: Images<'a>,
        /// Rows, columns, channels, filters; without the axes that the input or output does not have.
        filter: &'a Tensor,
        /// One number a filter along the last axis; `None` where nothing is added.
        bias: Option<&'a Tensor>,
    },
    /// One value of a window, by channel.
    Pool {
        /// What the windows slide over.
        input: Images<'a>,
        /// Which value.
        pooling: Pooling,
    },
    /// True where the plane, which is one window, has its maximum.
    Mask {
        /// Without a window of its own.
        input: Images<'a>,
    },
    /// An equal share of one value.
    Share {
        /// Of rank 0; any other counts as 0.
        value: &'a Tensor,
    },
    /// The gradient of a window's input: of every window that a cell lies in, the filter times its gradient.
    InputGradient {
        /// The forward function's, whose shape the output has.
        input: Images<'a>,
        /// The forward function's.
        filter: &'a Tensor,
        /// Of the forward function's output, and of its shape.
        gradient: &'a Tensor,
    },
    /// The gradient of a filter: every window's cell times the window's gradient.
    FilterGradient {
        /// The forward function's.
        input: Images<'a>,
        /// Of the forward function's output, and of its shape.
        gradient: &'a Tensor,
    },
    /// The gradient of a bias: the sum of all gradients.
    BiasGradient {
        /// The forward function's; only its axes matter.
        input: Images<'a>,
        /// Of the forward function's output, and of its shape.
        gradient: &'a Tensor,
    },
    /// The gradient of a pooled input: from every window that a cell lies in, its share of the gradient.
    PooledGradient {
        /// The forward function's, whose shape the output has.
        input: Images<'a>,
        /// Of the forward function's output, and of its shape.
        gradient: &'a Tensor,
        /// How the forward function pooled.
        pooling: Pooling,
    },
}

/// What pooling keeps of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pooling {
    /// Its largest cell; the first of several.
    Maximum,
    /// The arithmetic mean, of padding too.
    Mean,
}

/// What a step's natural beat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// A whole cell at once.
    Cells,
    /// One part of a cell's sum after the other: each comes from elsewhere.
    Parts,
}

/// Walks over the cells of one output.
#[derive(Clone, Debug)]
pub struct Stepper<'a> {
    rule: Rule<'a>,
    walk: Walk,
}

impl<'a> Stepper<'a> {
    /// Explains an output of this shape by a rule; `plane` are its axes of rows and columns, which the walk runs
    /// along first. By default they are the last two.
    #[must_use]
    pub fn new(rule: Rule<'a>, shape: &[usize], plane: Option<(usize, usize)>) -> Self {
        Self { rule, walk: Walk::new(shape, plane) }
    }

    /// How the output follows.
    #[must_use]
    pub const fn rule(&self) -> &Rule<'a> {
        &self.rule
    }

    /// The number of steps: one a cell.
    #[must_use]
    pub fn count(&self) -> usize {
        self.walk.count()
    }

    /// The cell of a step, or `None` beyond the last.
    #[must_use]
    pub fn cell(&self, step: usize) -> Option<Vec<usize>> {
        self.walk.cell(step)
    }

    /// The step that explains a cell, or `None` where there is no such cell.
    #[must_use]
    pub fn step_of(&self, cell: &[usize]) -> Option<usize> {
        self.walk.step_of(cell)
    }

    /// Every step in order.
    pub fn steps(&self) -> impl Iterator<Item = Step> {
        (0..self.count()).filter_map(|step| self.step(step))
    }

    /// What the cell of a step is made of, or `None` beyond the last.
    #[must_use]
    pub fn step(&self, step: usize) -> Option<Step> {
        let cell = self.cell(step)?;
        Some(match &self.rule {
            Rule::Pad { input } => padded(input, cell),
            Rule::Window { input, filter, bias } => weighed(input, filter, *bias, cell),
            Rule::Pool { input, pooling } => pooled(input, *pooling, cell),
            Rule::Mask { input } => mask(input, cell),
            Rule::Share { value } => shared(value, self.count(), cell),
            Rule::InputGradient { input, filter, gradient } => input_gradient(input, filter, gradient, cell),
            Rule::FilterGradient { input, gradient } => filter_gradient(input, gradient, cell),
            Rule::BiasGradient { input, gradient } => bias_gradient(input, gradient, cell),
            Rule::PooledGradient { input, gradient, pooling } => {
                pooled_gradient(input, gradient, *pooling, cell)
            }
        })
    }

    /// The beat in which the steps are best looked at.
    #[must_use]
    pub const fn rhythm(&self) -> Rhythm {
        match self.rule {
            Rule::InputGradient { .. } | Rule::PooledGradient { .. } => Rhythm::Parts,
            _ => Rhythm::Cells,
        }
    }
}

#[cfg(test)]
mod tests;
