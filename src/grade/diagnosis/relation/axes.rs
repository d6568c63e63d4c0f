//! Relations along an axis: running sums, one slice repeated, everything added up.

use super::Question;
use ndarray::{ArrayD, Axis, Zip};

/// What a tensor becomes along an axis, and how that is said.
type Along = (fn(&ArrayD<f64>, Axis) -> Option<ArrayD<f64>>, &'static str);

/// What all cells together become.
type Aggregate = (fn(&ArrayD<f64>) -> Option<f64>, &'static str);

const ALONG: &[Along] = &[
    (|tensor, axis| Some(running(tensor, axis)), "a running sum of what is expected, along "),
    (
        |tensor, axis| repeated(tensor, axis, tensor.index_axis(axis, 0).to_owned()),
        "the first part of what is expected, repeated along ",
    ),
    (
        |tensor, axis| repeated(tensor, axis, tensor.index_axis(axis, tensor.len_of(axis) - 1).to_owned()),
        "the last part of what is expected, repeated along ",
    ),
    (|tensor, axis| repeated(tensor, axis, tensor.sum_axis(axis)), "the sum of what is expected over "),
    (|tensor, axis| repeated(tensor, axis, tensor.mean_axis(axis)?), "the mean of what is expected over "),
    (|tensor, axis| Some(rolled(tensor, axis, 1)), "what is expected, one place later along "),
    (
        |tensor, axis| Some(rolled(tensor, axis, tensor.len_of(axis) - 1)),
        "what is expected, one place earlier along ",
    ),
];

/// One of the relations along one axis.
pub(super) fn along(question: &Question<'_>) -> Option<String> {
    let axes = 0..question.declared.axes.len();
    axes.flat_map(|axis| ALONG.iter().map(move |along| (axis, along))).find_map(|(axis, (map, words))| {
        let holds = question.all(|sample| {
            let output = sample.output;
            let predicted = map(&output.expected, Axis(axis));
            predicted.is_some_and(|predicted| output.all_close(&predicted, &output.actual))
        });
        holds.then(|| format!("{words}{}", question.axis(axis)))
    })
}

/// The same number in every cell, made of all that is expected.
pub(super) fn aggregated(question: &Question<'_>) -> Option<String> {
    let maps: [Aggregate; 4] = [
        (|tensor| tensor.mean(), "the mean of all that is expected"),
        (|tensor| Some(tensor.sum()), "the sum of all that is expected"),
        (|tensor| tensor.iter().copied().reduce(f64::max), "the largest of all that is expected"),
        (|tensor| tensor.iter().copied().reduce(f64::min), "the smallest of all that is expected"),
    ];
    let (_, words) = maps.into_iter().find(|(map, _)| {
        question.outputs().all(|output| {
            let value = map(&output.expected);
            value.is_some_and(|value| output.actual.iter().all(|&actual| output.is_close(value, actual)))
        })
    })?;
    Some(words.to_owned())
}

fn running(tensor: &ArrayD<f64>, axis: Axis) -> ArrayD<f64> {
    let mut sums = tensor.clone();
    sums.accumulate_axis_inplace(axis, |&before, here| *here += before);
    sums
}

fn repeated(tensor: &ArrayD<f64>, axis: Axis, slice: ArrayD<f64>) -> Option<ArrayD<f64>> {
    let with_axis = slice.insert_axis(axis);
    Some(with_axis.broadcast(tensor.raw_dim())?.to_owned())
}

fn rolled(tensor: &ArrayD<f64>, axis: Axis, by: usize) -> ArrayD<f64> {
    let length = tensor.len_of(axis);
    let mut rolled = tensor.clone();
    for (place, mut slice) in rolled.axis_iter_mut(axis).enumerate() {
        let from = tensor.index_axis(axis, (place + length - by % length) % length);
        Zip::from(&mut slice).and(&from).for_each(|to, &from| *to = from);
    }
    rolled
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn cells_move_along_one_axis() {
        let tensor = array![[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]].into_dyn();
        assert_eq!(running(&tensor, Axis(1)), array![[1.0, 3.0, 7.0], [8.0, 24.0, 56.0]].into_dyn());
        assert_eq!(rolled(&tensor, Axis(1), 1), array![[4.0, 1.0, 2.0], [32.0, 8.0, 16.0]].into_dyn());
        let sums = repeated(&tensor, Axis(0), tensor.sum_axis(Axis(0)));
        assert_eq!(sums, Some(array![[9.0, 18.0, 36.0], [9.0, 18.0, 36.0]].into_dyn()));
    }
}
