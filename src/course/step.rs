//! What can be stepped through: the family of a function, and which tensor plays which role in it.

use std::collections::BTreeMap;

/// What kind of computation a function is; decides how it can be drawn step by step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Places the input inside a border.
    Pad,
    /// Slides a filter over windows and sums products.
    Window,
    /// Reduces each window to one value.
    Pool,
    /// Adds each gradient to the windows that it came from.
    Scatter,
    /// Shares one value out over a window.
    Share,
    /// Marks each window's maximum.
    Mask,
}

/// What a tensor is to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepRole {
    /// The argument over which the window slides, or the value that is shared out.
    Input,
    /// The argument that every window is multiplied with.
    Filter,
    /// The argument that is added once to every sum.
    Bias,
    /// The argument that holds the gradient of every window's result.
    Gradient,
    /// The output of a forward function.
    Output,
    /// The output that holds the gradient of the input.
    InputGradient,
    /// The output that holds the gradient of the filter.
    FilterGradient,
    /// The output that holds the gradient of the bias.
    BiasGradient,
}

/// The names of a function's tensors by their roles; empty where nothing can be stepped through.
pub type StepRoles = BTreeMap<StepRole, String>;

use StepRole::{Bias, BiasGradient, Filter, FilterGradient, Gradient, Input, InputGradient, Output};

impl Family {
    /// The roles that must be given, and those that may be.
    pub(super) const fn roles(self) -> (&'static [StepRole], &'static [StepRole]) {
        match self {
            Self::Pad | Self::Pool | Self::Share | Self::Mask => (&[Input, Output], &[]),
            Self::Window => (&[Input, Filter, Output], &[Bias]),
            Self::Scatter => (&[Input, Gradient, InputGradient], &[Filter, FilterGradient, BiasGradient]),
        }
    }
}

impl StepRole {
    /// Whether an argument plays this role, not an output.
    pub(super) const fn is_argument(self) -> bool {
        matches!(self, Input | Filter | Bias | Gradient)
    }

    /// As written in a manifest.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Input => "input",
            Filter => "filter",
            Bias => "bias",
            Gradient => "gradient",
            Output => "output",
            InputGradient => "input_gradient",
            FilterGradient => "filter_gradient",
            BiasGradient => "bias_gradient",
        }
    }
}
