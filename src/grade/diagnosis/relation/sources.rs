//! Something else in place of the result: an input, another output.

use super::Question;
use ndarray::{ArrayD, IxDyn};

/// An argument as it came in, or repeated over the whole output.
pub(super) fn argument(question: &Question<'_>) -> Option<String> {
    question.exercise.arguments.iter().find_map(|argument| {
        let name = &argument.name;
        let mut unchanged = true;
        let holds = question.samples.iter().all(|sample| {
            let inputs = &sample.examined.inputs;
            let input = inputs.iter().find(|input| input.input.name == *name);
            input.is_some_and(|input| {
                let output = sample.output;
                unchanged &= input.values.shape() == output.actual.shape();
                repeated(&input.values, output.actual.shape())
                    .is_some_and(|values| output.all_close(&values, &output.actual))
            })
        });
        let words =
            || if unchanged { format!("`{name}`, unchanged") } else { format!("nothing but `{name}`") };
        holds.then(words)
    })
}

/// What another output should have been.
pub(super) fn another_output(question: &Question<'_>) -> Option<String> {
    let others = question.exercise.outputs.iter().filter(|other| other.name != question.declared.name);
    others.map(|other| &other.name).find_map(|name| {
        let holds = question.all(|sample| {
            let other = sample.examined.outputs.iter().find(|output| output.declared.name == *name);
            other.is_some_and(|other| sample.output.all_close(&other.expected, &sample.output.actual))
        });
        holds.then(|| format!("what `{name}` should be"))
    })
}

/// A tensor repeated along axes of length 1 and along leading axes until it has a shape.
pub(super) fn repeated(values: &ArrayD<f64>, shape: &[usize]) -> Option<ArrayD<f64>> {
    if values.len() == 1 {
        let value = values.iter().next().copied()?;
        return Some(ArrayD::from_elem(IxDyn(shape), value));
    }
    values.broadcast(IxDyn(shape)).map(|view| view.to_owned())
}
