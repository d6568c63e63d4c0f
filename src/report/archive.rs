//! A case with what a function made of it, as an archive of tensors.

use crate::course::{Case, Exercise};
use crate::formats::{FormatError, npz};
use crate::tensor::Tensor;
use std::io::{Seek, Write};

/// Writes `input/NAME`, `expected/NAME` and `actual/NAME` to an `.npz` archive.
///
/// # Errors
/// When the file cannot be written.
pub fn write_case(
    exercise: &Exercise,
    case: &Case,
    actual: &[(String, Tensor)],
    out: impl Write + Seek,
) -> Result<(), FormatError> {
    let inputs = exercise.inputs(case).unwrap_or_default();
    let expected = exercise.expected(case).unwrap_or_default();
    let inputs = inputs.into_iter().map(|input| (format!("input/{}", input.name), input.tensor));
    let expected = expected.into_iter().map(|output| (format!("expected/{}", output.name), output.tensor));
    let actual = actual.iter().map(|(name, tensor)| (format!("actual/{name}"), tensor.clone()));
    npz::write(&inputs.chain(expected).chain(actual).collect::<Vec<_>>(), out)
}
