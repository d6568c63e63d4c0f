//! Which argument of a backward function belongs to which of its forward function: told by names alone.

use super::NoGradient;
use crate::course::{Course, Exercise, Input, Origin};
use crate::tensor::{DType, Tensor};

/// A backward function and its forward function, their arguments and outputs matched.
pub(super) struct Matching<'a> {
    pub(super) backward: &'a Exercise,
    pub(super) forward: &'a Exercise,
    /// The forward function's arguments, and the backward function's of the same value.
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
        let several = |exercise: &Exercise| {
            exercise.arguments.iter().any(|argument| argument.each.is_some())
                || exercise.outputs.iter().any(|output| output.each.is_some())
        };
        if several(forward) || several(backward) {
            return Err(unmatched("lists of tensors are not matched".to_owned()));
        }
        let mut arguments = Vec::new();
        for argument in &forward.arguments {
            let name = argument.name.as_str();
            let given =
                given(forward, backward, name).ok_or_else(|| unmatched(format!("none is `{name}`")))?;
            arguments.push((name, given));
        }
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

    /// The inputs of the forward function.
    pub(super) fn forward_inputs(&self, given: &[Input]) -> Vec<Input> {
        let input = |(name, source): &(&str, &str)| {
            let input = given.iter().find(|input| input.name == *source)?;
            Some(Input { name: (*name).to_owned(), ..input.clone() })
        };
        self.arguments.iter().filter_map(input).collect()
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
