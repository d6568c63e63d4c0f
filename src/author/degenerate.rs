//! Cases that prove less than they seem to: whose right answer is not one, or is the same as that of a mistake.
//!
//! Cases with a legacy seed are published examples: they are what they are.

use crate::course::{Case, Content, CourseError, Exercise, Input, Seed, planes};
use crate::tensor::Plane;
use ndarray::{ArrayView2, s};

/// What is degenerate in an exercise's cases.
pub(super) fn faults(exercise: &Exercise) -> Result<Vec<String>, CourseError> {
    let mut faults = Vec::new();
    let mut sizes: Vec<(String, usize, usize)> = Vec::new();
    for case in exercise.cases.iter().filter(|case| matches!(case.seed, Seed::Pcg(_))) {
        let inputs = exercise.inputs(case)?;
        let place = |what: String| format!("the case `{}` is degenerate: {what}", case.id);
        let ties = exercise.tied_inputs(case, &inputs);
        faults.extend(ties.iter().map(|name| place(format!("a window of `{name}` holds its maximum twice"))));
        for input in &inputs {
            faults.extend(in_padding(exercise, case, input).map(place));
            faults.extend(symmetric(exercise, case, input).map(place));
            sizes.extend(size(exercise, case, input));
        }
    }
    let mut names: Vec<&str> = sizes.iter().map(|(name, ..)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let mut of_name = sizes.iter().filter(|(other, ..)| other == name);
        if of_name.all(|(_, height, width)| height == width) {
            faults.push(format!("`{name}` is as high as wide in every case: exchanged axes go unseen"));
        }
    }
    Ok(faults)
}

/// More than half of the windows hold nothing but padding.
fn in_padding(exercise: &Exercise, case: &Case, input: &Input) -> Option<String> {
    let (all, empty) = exercise.windows_in_padding(case, input);
    (2 * empty > all)
        .then(|| format!("{empty} of {all} windows over `{}` hold nothing but padding", input.name))
}

/// An input that drew numbers which do not show whether it was turned or mirrored.
fn symmetric(exercise: &Exercise, case: &Case, input: &Input) -> Option<String> {
    let drawn =
        exercise.argument(&input.name).is_some_and(|argument| matches!(argument.content, Content::Drawn(_)));
    let roles = exercise.drawn_input(case, &input.name);
    if !drawn || roles.plane.is_none() {
        return None;
    }
    let planes = planes(&input.tensor, roles.plane);
    let turned = |plane: ArrayView2<f64>| plane.len() > 1 && plane == plane.slice(s![..;-1, ..;-1]);
    // Equal numbers everywhere are an author's choice: a window of zeros, that leaves the bias.
    let constant = planes.iter().all(|cell| Some(cell) == planes.first());
    (!constant && planes.outer_iter().all(turned))
        .then(|| format!("`{}` is the same upside down", input.name))
}

/// Height and width of an input with a plane.
fn size(exercise: &Exercise, case: &Case, input: &Input) -> Option<(String, usize, usize)> {
    let declared = exercise.drawn_input(case, &input.name).plane?;
    let argument = exercise.argument(&input.name)?;
    // Square by declaration: nothing can be done about it.
    if argument.axes.get(declared.0) == argument.axes.get(declared.1) {
        return None;
    }
    let shape = input.tensor.shape();
    let Plane { rows, columns, .. } = Plane::first(shape, Some(declared));
    Some((input.name.clone(), *shape.get(rows?)?, *shape.get(columns?)?))
}
