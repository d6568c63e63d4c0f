//! Properties of the numbers that a case is about: negative, large, tiny, whole.

use super::property::Property;
use crate::course::Exercise;
use crate::grade::diagnosis::evidence::{Evidence, Examined, largest};
use crate::tensor::DType;
use ndarray::{Array2, ArrayD, ArrayView2, Axis, Ix2, IxDyn};

/// A property of all numbers of a tensor, how it is said, and how far-fetched it is.
type OfNumbers = (&'static str, fn(&ArrayD<f64>) -> bool, u32);

const LARGE: OfNumbers = ("holds large numbers", |values| largest(values) > 1e4, 2);
const TINY: OfNumbers = ("holds tiny numbers only", |values| largest(values) < 1e-4, 2);
/// Those that are said of expected outputs as well.
const OF_SIGNS: [OfNumbers; 2] = [
    ("holds negative numbers only", |values| values.iter().all(|&value| value < 0.0), 2),
    ("holds a negative number", |values| values.iter().any(|&value| value < 0.0), 3),
];
const OF_NUMBERS: &[OfNumbers] = &[
    OF_SIGNS[0],
    OF_SIGNS[1],
    ("is 0 everywhere", |values| values.iter().all(|&value| value == 0.0), 2),
    ("is not 0 everywhere", |values| values.iter().any(|&value| value != 0.0), 2),
    ("holds positive numbers only", |values| values.iter().all(|&value| value > 0.0), 3),
    LARGE,
    TINY,
    ("holds numbers that hardly differ", |values| spread(values) < 1e-4, 2),
    (
        "holds numbers that differ only in their last digits",
        |values| spread(values) < 1e-6 * largest(values),
        2,
    ),
    ("holds large or tiny numbers", |values| largest(values) > 1e4 || largest(values) < 1e-4, 4),
    ("holds whole numbers only", |values| values.iter().all(|value| value.fract() == 0.0), 3),
    ("does not hold whole numbers only", |values| values.iter().any(|value| value.fract() != 0.0), 3),
];

/// The distance from the smallest number to the largest; endless for a single one.
fn spread(values: &ArrayD<f64>) -> f64 {
    let ends = values
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (value.min(low), value.max(high)));
    if values.len() > 1 { ends.1 - ends.0 } else { f64::INFINITY }
}

/// The properties of all real inputs and expected outputs.
pub(super) fn properties(evidence: &Evidence<'_>) -> Vec<Property> {
    let mut found = of_arguments(evidence);
    found.extend(largest_cells(evidence));
    for (words, is, cost) in [LARGE, TINY] {
        let any = |examined: &Examined<'_>| examined.inputs.iter().any(|input| is(&input.values));
        let holds: Vec<bool> = evidence.cases.iter().map(any).collect();
        if !found.iter().any(|property| property.holds == holds) {
            found.push(Property { words: format!("an input {words}"), holds, cost });
        }
    }
    found.extend(of_outputs(evidence));
    found
}

fn is_real(dtype: DType) -> bool {
    matches!(dtype, DType::F64 | DType::F32)
}

fn of_arguments(evidence: &Evidence<'_>) -> Vec<Property> {
    let exercise = evidence.exercise;
    let mut found = Vec::new();
    for argument in exercise.arguments.iter().filter(|argument| is_real(argument.dtype)) {
        let values = |examined: &Examined<'_>, is: fn(&ArrayD<f64>) -> bool| {
            let mut inputs = examined.inputs.iter();
            inputs.find(|input| input.input.name == argument.name).is_some_and(|input| is(&input.values))
        };
        found.extend(OF_NUMBERS.iter().map(|&(words, is, cost)| Property {
            words: format!("`{}` {words}", argument.name),
            holds: evidence.cases.iter().map(|examined| values(examined, is)).collect(),
            cost,
        }));
        found.push(Property {
            words: format!("a window of `{}` holds negative numbers only", argument.name),
            holds: evidence
                .cases
                .iter()
                .map(|examined| has_negative_window(exercise, examined, &argument.name))
                .collect(),
            cost: 3,
        });
    }
    found
}

fn of_outputs(evidence: &Evidence<'_>) -> Vec<Property> {
    let mut found = Vec::new();
    // Where the function panicked, nothing is known of its outputs: that is no property of the case.
    let answered = |name: &str| {
        let returned = |examined: &Examined<'_>| examined.outputs.iter().any(|one| one.declared.name == name);
        evidence.cases.iter().all(returned)
    };
    let outputs = &evidence.exercise.outputs;
    let known = outputs.iter().filter(|output| is_real(output.dtype) && answered(&output.name));
    for output in known {
        let values = |examined: &Examined<'_>, is: fn(&ArrayD<f64>) -> bool| {
            let mut outputs = examined.outputs.iter();
            outputs.find(|one| one.declared.name == output.name).is_some_and(|one| is(&one.expected))
        };
        found.extend(OF_SIGNS.iter().map(|&(words, is, cost)| Property {
            words: format!("the expected `{}` {words}", output.name),
            holds: evidence.cases.iter().map(|examined| values(examined, is)).collect(),
            cost: cost + 2,
        }));
    }
    found
}

/// A place in a matrix, by its index and the number of rows and columns, and how that is said.
type OfPlace = (&'static str, fn((usize, usize), (usize, usize)) -> bool);

const OF_PLACES: &[OfPlace] = &[
    ("in its first row", |(row, _), _| row == 0),
    ("outside its first row", |(row, _), _| row > 0),
    ("in its last row", |(row, _), (rows, _)| row + 1 == rows),
    ("in its first column", |(_, column), _| column == 0),
    ("outside its first column", |(_, column), _| column > 0),
    ("in its last column", |(_, column), (_, columns)| column + 1 == columns),
];

/// Where the largest number of a matrix lies.
fn largest_cells(evidence: &Evidence<'_>) -> Vec<Property> {
    let matrices = evidence.exercise.arguments.iter().filter(|argument| argument.axes.len() == 2);
    let lies = |examined: &Examined<'_>, name: &str, holds: fn((usize, usize), (usize, usize)) -> bool| {
        let input = examined.inputs.iter().find(|input| input.input.name == name);
        let matrix = input.and_then(|input| input.values.view().into_dimensionality::<Ix2>().ok());
        matrix.is_some_and(|matrix| {
            let largest = matrix.indexed_iter().max_by(|(_, one), (_, other)| one.total_cmp(other));
            largest.is_some_and(|(place, _)| holds(place, matrix.dim()))
        })
    };
    let properties = matrices.flat_map(|argument| {
        OF_PLACES.iter().map(|&(words, holds)| Property {
            words: format!("the largest number of `{}` lies {words}", argument.name),
            holds: evidence.cases.iter().map(|examined| lies(examined, &argument.name, holds)).collect(),
            cost: 3,
        })
    });
    properties.collect()
}

/// Whether all numbers of some window over the plane of an input are negative.
fn has_negative_window(exercise: &Exercise, examined: &Examined<'_>, name: &str) -> bool {
    let drawn = exercise.drawn_input(examined.case, name);
    let (Some(windows), Some((down, right))) = (drawn.windows, drawn.plane) else { return false };
    let Some(input) = examined.inputs.iter().find(|input| input.input.name == name) else { return false };
    let has = |plane: ArrayView2<'_, f64>| {
        let fits = windows.height <= plane.nrows() && windows.width <= plane.ncols();
        let step = (windows.stride, windows.stride);
        let negative = |window: ArrayView2<'_, f64>| window.iter().all(|&value| value < 0.0);
        fits && plane.windows_with_stride((windows.height, windows.width), step).into_iter().any(negative)
    };
    planes(&input.values, down, right).iter().any(|plane| has(plane.view()))
}

/// The planes of a tensor, one for every place along its other axes.
fn planes(tensor: &ArrayD<f64>, down: usize, right: usize) -> Vec<Array2<f64>> {
    let others = (0..tensor.ndim()).filter(|axis| ![down, right].contains(axis));
    let order: Vec<usize> = others.chain([down, right]).collect();
    let size = (tensor.len_of(Axis(down)), tensor.len_of(Axis(right)));
    let moved = tensor.view().permuted_axes(IxDyn(&order)).as_standard_layout().into_owned();
    let stacked = moved.into_shape_with_order((tensor.len() / (size.0 * size.1).max(1), size.0, size.1));
    stacked
        .map_or_else(|_| Vec::new(), |stacked| stacked.outer_iter().map(|plane| plane.to_owned()).collect())
}
