//! Which argument of a backward function belongs to which of its forward function: told by names alone.
//!
//! Where the backward function is not given all that the forward one was, as a list of caches does not hold the tokens
//! that led to it, the forward function gets inputs of its own of the same sizes, and its outputs become the backward
//! function's arguments.

use super::NoGradient;
use crate::course::{Case, Course, Exercise, Input, Origin};
use crate::tensor::{DType, Tensor};
use std::collections::BTreeMap;

/// A backward function and its forward function, their arguments and outputs matched.
pub(super) struct Matching<'a> {
    pub(super) backward: &'a Exercise,
    pub(super) forward: &'a Exercise,
    /// The forward function's arguments, and the backward function's of the same value; some may have none.
    arguments: Vec<(&'a str, &'a str)>,
    /// The forward function's outputs, and the backward function's arguments that are their gradients.
    weights: Vec<(&'a str, &'a str)>,
    /// The backward function's outputs, and the forward function's arguments whose gradients they are.
    pub(super) gradients: Vec<(&'a str, &'a str)>,
}

impl<'a> Matching<'a> {
    pub(super) fn find(course: &'a Course, backward: &'a Exercise) -> Result<Self, NoGradient> {
        let forward = backward.gradient_of.as_deref().and_then(|name| course.exercise(name));
        let forward = forward.ok_or_else(|| NoGradient::NotBackward(backward.name.clone()))?;
        let unmatched = |reason: String| NoGradient::Unmatched {
            backward: backward.name.clone(),
            forward: forward.name.clone(),
            reason,
        };
        let arguments: Vec<(&str, &str)> = forward
            .arguments
            .iter()
            .filter_map(|argument| Some((argument.name.as_str(), given(forward, backward, &argument.name)?)))
            .collect();
        let weights = weights(forward, backward, &arguments)
            .ok_or_else(|| unmatched("there is not one gradient for each output".to_owned()))?;
        let gradients: Vec<(&str, &str)> = backward
            .outputs
            .iter()
            .filter_map(|output| Some((output.name.as_str(), source(forward, &output.name)?)))
            .collect();
        if gradients.is_empty() {
            return Err(unmatched("no output is named `d` and an argument".to_owned()));
        }
        Ok(Self { backward, forward, arguments, weights, gradients })
    }

    /// The inputs of the forward function: those that the backward one is given, or its own where some are missing.
    pub(super) fn forward_inputs(&self, case: &Case, given: &[Input]) -> Result<Vec<Input>, NoGradient> {
        let matched = |name: &str| self.arguments.iter().find(|(forward, _)| *forward == name);
        if self.forward.arguments.iter().all(|argument| matched(&argument.name).is_some()) {
            let input = |(name, source): &(&str, &str)| {
                let input = given.iter().find(|input| input.name == *source)?;
                Some(Input { name: (*name).to_owned(), ..input.clone() })
            };
            return Ok(self.arguments.iter().filter_map(input).collect());
        }
        let unmatched = |reason: &str| NoGradient::Unmatched {
            backward: self.backward.name.clone(),
            forward: self.forward.name.clone(),
            reason: reason.to_owned(),
        };
        let like = self.forward.cases.iter().find(|case| case.stored.is_empty());
        let like = like.ok_or_else(|| unmatched("it has no case whose inputs are drawn"))?;
        let mut own = Case { layouts: BTreeMap::new(), ..like.clone() };
        for (name, value) in &mut own.symbols {
            *value = case.symbols.get(name).copied().unwrap_or(*value);
        }
        self.forward.inputs(&own).map_err(|_| unmatched("its inputs have no shapes of the same sizes"))
    }

    /// What the backward function is given: of what the forward function took and returned, all that it has a name
    /// for, so that everything belongs together; the rest as it was.
    pub(super) fn backward_inputs(
        &self,
        given: Vec<Input>,
        taken: &[Input],
        returned: &[(String, Tensor)],
    ) -> Vec<Input> {
        let known = |input: &Input| {
            let output = returned.iter().find(|(name, _)| *name == input.name).map(|(_, tensor)| tensor);
            let source = self.arguments.iter().find(|(_, given)| *given == input.name).map(|(name, _)| *name);
            let argument = source.and_then(|name| taken.iter().find(|input| input.name == name));
            output.or_else(|| argument.map(|input| &input.tensor)).cloned()
        };
        let renewed = |input: Input| match known(&input) {
            Some(tensor) => Input { tensor, ..input },
            None => input,
        };
        given.into_iter().map(renewed).collect()
    }

    /// The gradients that the backward function is given, by the forward function's outputs.
    pub(super) fn weights(&self, given: &[Input]) -> Vec<(&'a str, Tensor)> {
        let tensor = |&(output, argument): &(&'a str, &str)| {
            let input = given.iter().find(|input| input.name == argument)?;
            Some((output, input.tensor.clone()))
        };
        self.weights.iter().filter_map(tensor).collect()
    }
}

/// The backward function's argument that holds a forward argument: of the same name, or its copy in the cache.
fn given<'a>(forward: &Exercise, backward: &'a Exercise, name: &str) -> Option<&'a str> {
    let copy = forward.outputs.iter().find(|output| output.origin == Origin::Argument(name.to_owned()));
    let names = [Some(name), copy.map(|output| output.name.as_str())];
    let mut arguments = backward.arguments.iter().map(|argument| argument.name.as_str());
    arguments.find(|argument| names.contains(&Some(argument)))
}

/// What of both is left over, in order: outputs that are not kept in the cache, and arguments that are not in it.
fn weights<'a>(
    forward: &'a Exercise,
    backward: &'a Exercise,
    matched: &[(&str, &str)],
) -> Option<Vec<(&'a str, &'a str)>> {
    let is_argument = |name: &str| backward.arguments.iter().any(|argument| argument.name == name);
    let outputs: Vec<_> = forward
        .outputs
        .iter()
        .filter(|output| output.origin == Origin::Stored && !is_argument(&output.name))
        .collect();
    let is_output = |name: &str| forward.outputs.iter().any(|output| output.name == name);
    let arguments: Vec<_> = backward
        .arguments
        .iter()
        .filter(|argument| {
            !is_output(&argument.name) && !matched.iter().any(|(_, given)| *given == argument.name)
        })
        .collect();
    let same_rank =
        outputs.iter().zip(&arguments).all(|(output, argument)| output.axes.len() == argument.axes.len());
    (!outputs.is_empty() && outputs.len() == arguments.len() && same_rank).then(|| {
        outputs
            .iter()
            .zip(&arguments)
            .map(|(output, argument)| (output.name.as_str(), argument.name.as_str()))
            .collect()
    })
}

/// The forward argument whose gradient an output is: `dW` of `w`, `dw_x` of `parameters.w_x`.
fn source<'a>(forward: &'a Exercise, output: &str) -> Option<&'a str> {
    let wanted = output.strip_prefix('d')?;
    let last = |name: &'a str| name.rsplit('.').next().unwrap_or(name);
    let found = forward
        .arguments
        .iter()
        .find(|argument| argument.dtype == DType::F64 && last(&argument.name).eq_ignore_ascii_case(wanted));
    found.map(|argument| argument.name.as_str())
}
