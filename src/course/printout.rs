//! What the assignment prints for a published case, rendered from a run's own tensors.

use super::Exercise;
use crate::tensor::{Scalar, Section, Tensor, array_text, scalar_text, shape_text};

/// What the assignment prints for a published case.
#[derive(Clone, Debug)]
pub struct Printout {
    /// The case's id.
    pub case: String,
    /// Text with `{x.shape}`, `{Z.mean}`, `{Z[3,2,1]}` or `{mask}` in place of values.
    pub template: String,
    /// The text as published.
    pub expected: String,
}

/// Stands where a tensor is missing, or has no such part.
const MISSING: &str = "?";

/// Digits of a single number: as many as the assignment publishes.
const DIGITS: usize = 12;

impl Exercise {
    /// What the assignment would print for this case with these inputs and outputs; `None` where it prints nothing.
    #[must_use]
    pub fn printout(&self, case: &str, tensors: &[(&str, &Tensor)]) -> Option<String> {
        let printout = self.printouts.iter().find(|printout| printout.case == case)?;
        Some(printout.render(tensors))
    }
}

impl Printout {
    /// The template with every placeholder filled in; where names repeat, the first tensor counts.
    #[must_use]
    pub fn render(&self, tensors: &[(&str, &Tensor)]) -> String {
        let mut text = String::new();
        let mut rest = self.template.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((placeholder, after)) = after.split_once('}') else {
                text.push('{');
                rest = after;
                continue;
            };
            text.push_str(&shown(placeholder, tensors).unwrap_or_else(|| MISSING.to_owned()));
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

fn shown(placeholder: &str, tensors: &[(&str, &Tensor)]) -> Option<String> {
    let named = |name: &str| tensors.iter().find(|(known, _)| *known == name).map(|(_, tensor)| *tensor);
    if let Some(tensor) = named(placeholder) {
        return Some(value_or_array(tensor));
    }
    if let Some(tensor) = placeholder.strip_suffix(".shape").and_then(named) {
        return Some(shape_text(tensor.shape()));
    }
    if let Some(tensor) = placeholder.strip_suffix(".mean").and_then(named) {
        return mean(tensor).map(|mean| scalar_text(Scalar::F64(mean), DIGITS));
    }
    let (name, indices) = placeholder.strip_suffix(']')?.rsplit_once('[')?;
    let indices = indices.split(',').map(|index| index.trim().parse());
    let section = Section(indices.collect::<Result<_, _>>().ok()?);
    named(name)?.section(&section).as_ref().map(value_or_array)
}

fn value_or_array(tensor: &Tensor) -> String {
    match tensor.get(&[]) {
        Some(scalar @ (Scalar::F64(_) | Scalar::F32(_))) => scalar_text(scalar, DIGITS),
        _ => array_text(tensor),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a tensor has far fewer than 2^53 elements")]
fn mean(tensor: &Tensor) -> Option<f64> {
    let sum: f64 = tensor.scalars().map(Scalar::to_f64).sum();
    (!tensor.is_empty()).then(|| sum / tensor.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    fn rendered(template: &str) -> String {
        let image = Tensor::F64(array![[[1.0, 2.5], [-3.0, 4.0]]].into_dyn());
        let mean = Tensor::from_scalar(Scalar::F64(-6.999_089_450_681_23));
        let mask = Tensor::Bool(array![true, false].into_dyn());
        let printout =
            Printout { case: String::new(), template: template.to_owned(), expected: String::new() };
        printout.render(&[("x", &image), ("cache.z[0]", &mean), ("mask", &mask)])
    }

    #[test]
    fn placeholders_show_tensors_and_their_parts() {
        assert_eq!(rendered("{x.shape} {mask.shape} {cache.z[0].shape}"), "(1, 2, 2) (2,) ()");
        assert_eq!(rendered("mean {x.mean}, Z = {cache.z[0]}"), "mean 1.125, Z = -6.99908945068");
        assert_eq!(rendered("{x[0]}\n{x[0,1]} {x[0, 0, 1]}"), "[[ 1.   2.5]\n [-3.   4. ]]\n[-3.  4.] 2.5");
        assert_eq!(rendered("{mask}"), "[ True False]");
    }

    #[test]
    fn what_is_missing_is_a_question_mark() {
        assert_eq!(rendered("{y} {y.mean} {x[1]} {x[0,0,0,0]} {x[a]}"), "? ? ? ? ?");
        assert_eq!(rendered("an open { stays"), "an open { stays");
    }
}
