//! What leads from one tensor to another, in words: each relation with a pair that has it, and with one that almost does.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use ndarray::{Array, ArrayD, Axis, IxDyn, array, s};
use proptest::prelude::*;
use std::ops::ControlFlow;
use tensorlings::formats::{Bytes, Progress, Source, npy, open_bytes};
use tensorlings::inspect::{Difference, difference, reshaping};
use tensorlings::tensor::{Tensor, Tolerance};

const CLOSE: Tolerance = Tolerance { relative: 1e-9, absolute: 0.0 };

fn source(tensor: &Tensor) -> Source {
    let mut bytes = Vec::new();
    npy::write(tensor, &mut bytes).unwrap();
    open_bytes(&Bytes::memory(&bytes)).unwrap().entries[0].source().unwrap()
}

fn compared(expected: &Tensor, actual: &Tensor) -> Difference {
    let go_on = &mut |_| ControlFlow::Continue(());
    difference([&source(expected), &source(actual)], CLOSE, 5, go_on).unwrap().unwrap()
}

/// The relation in a sentence, and the region in another.
fn told(expected: &Tensor, actual: &Tensor) -> (String, String) {
    let found = compared(expected, actual);
    let relation = found.relation.map_or_else(String::new, |relation| relation.sentence());
    (relation, found.region.map_or_else(String::new, |region| region.sentence()))
}

fn reshaped(expected: &Tensor, actual: &Tensor) -> String {
    let go_on = &mut |_| ControlFlow::Continue(());
    let found = reshaping([&source(expected), &source(actual)], CLOSE, go_on).unwrap();
    found.map_or_else(String::new, |relation| relation.sentence())
}

/// How often a comparison goes back to the beginning.
fn readings(expected: &Tensor, actual: &Tensor) -> usize {
    let mut seen = Vec::new();
    let note = &mut |progress: Progress| {
        seen.push(progress.done);
        ControlFlow::Continue(())
    };
    difference([&source(expected), &source(actual)], CLOSE, 5, note).unwrap().unwrap();
    1 + seen.windows(2).filter(|two| two[1] < two[0]).count()
}

/// Numbers of either sign without a pattern, the same every time.
fn numbers(shape: &[usize]) -> ArrayD<f64> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        f64::from(u32::try_from(state >> 40).unwrap()) / f64::from(1 << 22) - 2.0
    };
    Array::from_shape_simple_fn(IxDyn(shape), next)
}

#[expect(clippy::cast_possible_truncation, reason = "single precision is what is tested")]
fn single(values: &ArrayD<f64>) -> Tensor {
    Tensor::F32(values.mapv(|value| value as f32))
}

fn double(values: &ArrayD<f64>) -> Tensor {
    Tensor::F64(values.clone())
}

#[expect(clippy::cast_possible_truncation, reason = "single precision is what is tested")]
fn rounded(value: f64) -> f64 {
    f64::from(value as f32)
}

/// The same with one cell that does not follow.
fn spoilt(values: &ArrayD<f64>) -> ArrayD<f64> {
    let mut spoilt = values.clone();
    let middle = spoilt.len() * 3 / 5;
    *spoilt.iter_mut().nth(middle).unwrap() += 0.377;
    spoilt
}

/// Of every number.
type Map = fn(f64) -> f64;

#[test]
fn functions_of_every_cell_are_told_and_not_of_all_but_one() {
    let half = |value: f64| half::f16::from_f64(value).to_f64();
    let cases: [(Map, &str); 18] = [
        (|value| 2.0 * value, "2 × expected"),
        (|value| -value, "−expected"),
        (|value| value / 255.0, "expected ÷ 255"),
        (|value| 0.1 * value, "0.1 × expected"),
        (|value| value + 3.0, "expected + 3"),
        (|value| value - 0.25, "expected − 0.25"),
        (|value| 0.5 * value + 1.0, "0.5 × expected + 1"),
        (|value| -3.0 * value - 0.5, "−3 × expected − 0.5"),
        (f64::abs, "the magnitude of expected"),
        (|value| value.max(0.0), "expected, but 0 where that is negative"),
        (|value| value * value, "the square of expected"),
        (f64::tanh, "the tanh of expected"),
        (|value| 1.0 / (1.0 + (-value).exp()), "the sigmoid of expected"),
        (|value| value.clamp(-1.0, 0.5), "expected, clipped to the range from -1 to 0.5"),
        (|value| value.max(-0.5), "expected, but at least -0.5"),
        (half, "expected, rounded to float16"),
        (rounded, "expected, rounded to float32"),
        (|value| (value * 100.0).round_ties_even() / 100.0, "expected, rounded to 2 decimals"),
    ];
    // More digits than singles have.
    let expected = numbers(&[6, 7, 8]).mapv(|value| value * 1.000_000_123);
    for (map, words) in cases {
        let actual = expected.mapv(map);
        assert_eq!(told(&double(&expected), &double(&actual)).0, format!("Every cell is {words}."));
        let (almost, _) = told(&double(&expected), &double(&spoilt(&actual)));
        assert!(!almost.starts_with("Every cell"), "{words}: {almost}");
    }
}

#[test]
fn what_was_rounded_is_told_by_its_type() {
    let expected = numbers(&[30, 9]);
    let actual = expected.mapv(|value| f64::from(half::bf16::from_f64(value)));
    assert_eq!(told(&single(&expected), &single(&actual)).0, "Every cell is expected, rounded to bfloat16.");
    let longer = told(&single(&actual), &single(&expected)).0;
    assert_eq!(longer, "Every cell of expected is actual, rounded to bfloat16.");
    // Noise of the size of bfloat16's last digit is no rounding.
    let noisy = numbers(&[30, 9]).mapv(|value| value * 1.003);
    assert_eq!(told(&single(&expected), &single(&noisy)).0, "Every cell is 1.003 × expected.");
    let mut mixed = actual;
    mixed.slice_mut(s![..3, ..]).assign(&expected.slice(s![..3, ..]));
    let (relation, region) = told(&single(&expected), &single(&mixed));
    assert_eq!(relation, "Every differing cell is expected, rounded to bfloat16.");
    assert!(region.contains("[3:, :]"), "{region}");
}

#[test]
fn quantised_numbers_tell_their_step() {
    let expected = numbers(&[20, 20]);
    let step = 2.0 / 127.0;
    let actual = expected.mapv(|value| (value / step).round_ties_even() * step);
    let words = "Every cell is expected, rounded to multiples of 0.015748.";
    assert_eq!(told(&double(&expected), &double(&actual)).0, words);
    assert_eq!(told(&double(&expected), &double(&spoilt(&actual))).0, "");
}

#[test]
fn each_index_of_an_axis_may_have_a_number_of_its_own() {
    let expected = numbers(&[5, 4, 6]);
    let own = array![0.5, -1.0, 2.0, 0.125].insert_axis(Axis(1));
    let biased = &expected + &own;
    let words = "plus a number of its own for each index of axis 1, from -1 to 2";
    assert_eq!(told(&double(&expected), &double(&biased)).0, format!("Every cell is expected {words}."));
    let scaled = &expected * &own;
    let words = "times a factor of its own for each index of axis 1, from -1 to 2";
    assert_eq!(told(&double(&expected), &double(&scaled)).0, format!("Every cell is expected {words}."));
    assert_eq!(told(&double(&expected), &double(&spoilt(&scaled))).0, "");
}

#[test]
fn integers_are_compared_to_the_last_digit() {
    let large =
        Tensor::I64(Array::from_shape_fn(IxDyn(&[40]), |at| (1 << 60) + 37 * i64::try_from(at[0]).unwrap()));
    let shifted = |by: i64| match &large {
        Tensor::I64(values) => Tensor::I64(values.mapv(|value| value + by)),
        _ => large.clone(),
    };
    let exactly = |actual: &Tensor| {
        let go_on = &mut |_| ControlFlow::Continue(());
        difference([&source(&large), &source(actual)], Tolerance::EXACT, 5, go_on).unwrap().unwrap()
    };
    let found = exactly(&shifted(1));
    assert_eq!((found.mismatched, found.max_abs_error), (40, Some(1.0)));
    assert_eq!(found.relation.unwrap().sentence(), "Every cell is expected + 1.");
    let Tensor::I64(mut values) = shifted(1) else { return };
    values[[7]] += 1;
    assert_ne!(
        exactly(&Tensor::I64(values)).relation.map(|relation| relation.kind),
        Some("offset"),
        "doubles would round the difference away"
    );
}

#[test]
fn integers_that_lost_their_upper_digits() {
    let expected = Array::from_shape_fn(IxDyn(&[300]), |at| i64::try_from(at[0]).unwrap() * 7 - 900);
    let cut = expected.mapv(|value| value.rem_euclid(256));
    let (relation, _) = told(&Tensor::I64(expected.clone()), &Tensor::I64(cut.clone()));
    assert_eq!(relation, "Every cell is expected, cut to 8 bits.");
    let mut almost = cut;
    almost[[5]] += 1;
    assert_eq!(told(&Tensor::I64(expected), &Tensor::I64(almost)).0, "");
}

#[test]
fn truth_values_need_more_cells_than_numbers_do() {
    let mask = numbers(&[9, 9]).mapv(|value| value > 0.3);
    let opposite = Tensor::Bool(mask.mapv(|value| !value));
    assert_eq!(told(&Tensor::Bool(mask.clone()), &opposite).0, "Every cell is the opposite of expected.");
    let mut few = mask.clone();
    for at in [[0, 0], [4, 5], [8, 2]] {
        few[at.as_slice()] = !few[at.as_slice()];
    }
    assert_eq!(told(&Tensor::Bool(mask), &Tensor::Bool(few)), (String::new(), String::new()));
}

#[test]
fn one_number_in_all_cells_that_differ() {
    let expected = numbers(&[8, 9]);
    let mut actual = expected.clone();
    actual.slice_mut(s![2..4, ..]).fill(0.0);
    let both = told(&double(&expected), &double(&actual));
    assert_eq!(both.0, "Every differing cell is 0.");
    assert_eq!(both.1, "Exactly the cells of [2:4, :] differ.");
    let root = expected.mapv(f64::sqrt);
    let both =
        told(&double(&expected), &double(&expected.mapv(|value| if value < 0.0 { f64::NAN } else { value })));
    assert_eq!(both.0, "Every differing cell is NaN.");
    assert_eq!(both.1, "Exactly the cells where a negative number is expected differ.");
    assert!(root.iter().any(|value| value.is_nan()));
}

/// Of a whole tensor.
type Turn = fn(&ArrayD<f64>) -> ArrayD<f64>;

#[test]
fn numbers_in_other_places_of_one_shape() {
    let cases: [(Turn, &str); 9] = [
        (|tensor| tensor.clone().permuted_axes(IxDyn(&[0, 2, 1])), "expected with axes 1 and 2 exchanged"),
        (
            |tensor| tensor.clone().permuted_axes(IxDyn(&[1, 2, 0])),
            "expected with its axes in the order (1, 2, 0)",
        ),
        (|tensor| tensor.slice(s![.., ..;-1, ..]).to_owned().into_dyn(), "expected, reversed along axis 1"),
        (
            |tensor| tensor.slice(s![.., ..;-1, ..;-1]).to_owned().into_dyn(),
            "expected, reversed along axes 1 and 2",
        ),
        (|tensor| rolled(tensor, 2, 2), "expected, rolled by 2 along axis 2"),
        (
            |tensor| rolled(&rolled(tensor, 0, 1), 1, 5),
            "expected, rolled by 1 along axis 0 and −1 along axis 1",
        ),
        (
            |tensor| tensor.select(Axis(0), &[3, 0, 1, 5, 2, 4]),
            "expected with axis 0 in the order [3, 0, 1, 5, 2, 4]",
        ),
        (
            |tensor| {
                let mut shifted = rolled(tensor, 1, 1);
                shifted.index_axis_mut(Axis(1), 0).fill(0.0);
                shifted
            },
            "expected, shifted by 1 along axis 1, with 0 where nothing was moved to",
        ),
        (
            |tensor| {
                let turned = tensor.view().permuted_axes(IxDyn(&[2, 1, 0])).as_standard_layout().into_owned();
                turned.into_shape_with_order(IxDyn(&[6, 6, 6])).unwrap()
            },
            "expected with axes 0 and 2 exchanged",
        ),
    ];
    let expected = numbers(&[6, 6, 6]);
    for (turn, words) in cases {
        let actual = turn(&expected).as_standard_layout().into_owned();
        assert_eq!(told(&double(&expected), &double(&actual)).0, format!("Actual is {words}."));
        assert!(!told(&double(&expected), &double(&spoilt(&actual))).0.starts_with("Actual is"), "{words}");
        let constant = double(&ArrayD::from_elem(IxDyn(&[6, 6, 6]), 3.0));
        assert_eq!(compared(&constant, &constant).relation, None);
    }
}

fn rolled(tensor: &ArrayD<f64>, axis: usize, by: usize) -> ArrayD<f64> {
    let length = tensor.len_of(Axis(axis));
    let places: Vec<usize> = (0..length).map(|at| (at + length - by) % length).collect();
    tensor.select(Axis(axis), &places)
}

#[test]
fn a_reshape_in_place_of_a_transposition_is_told() {
    let expected = numbers(&[4, 6, 5]);
    let turned = expected.view().permuted_axes(IxDyn(&[0, 2, 1])).as_standard_layout().into_owned();
    let actual = turned.into_shape_with_order(IxDyn(&[4, 6, 5])).unwrap();
    let words = "Actual is expected with its axes in the order (0, 2, 1), reshaped to (4, 6, 5).";
    assert_eq!(told(&double(&expected), &double(&actual)).0, words);
}

#[test]
fn the_same_numbers_in_no_order_that_has_a_name() {
    let expected = numbers(&[8, 8]);
    let places: Vec<usize> = (0..64).map(|at| at * 27 % 64).collect();
    let flat = expected.clone().into_shape_with_order(64).unwrap().select(Axis(0), &places);
    let actual = flat.into_shape_with_order(IxDyn(&[8, 8])).unwrap();
    let words = "Actual is made of the expected numbers, in other places.";
    assert_eq!(told(&double(&expected), &double(&actual)).0, words);
    assert_eq!(told(&double(&expected), &double(&spoilt(&actual))).0, "");
}

#[test]
fn other_shapes_are_explained_where_they_can_be() {
    let expected = numbers(&[4, 5, 6]);
    let cases: [(Turn, &str); 9] = [
        (
            |tensor| tensor.view().permuted_axes(IxDyn(&[2, 0, 1])).as_standard_layout().into_owned(),
            "Actual is expected with its axes in the order (2, 0, 1).",
        ),
        (
            |tensor| tensor.clone().into_shape_with_order(IxDyn(&[20, 6])).unwrap(),
            "Actual is expected, reshaped to (20, 6).",
        ),
        (|tensor| tensor.clone().insert_axis(Axis(0)), "Actual is expected, but for axes of length 1."),
        (|tensor| tensor.slice(s![.., 1..4, ..]).to_owned().into_dyn(), "Actual is expected[:, 1:4]."),
        (|tensor| tensor.slice(s![.., .., ..;2]).to_owned().into_dyn(), "Actual is expected[:, :, ::2]."),
        (|tensor| tensor.slice(s![1..3, 1..4, ..]).to_owned().into_dyn(), "Actual is expected[1:3, 1:4]."),
        (|tensor| tensor.index_axis(Axis(1), 3).to_owned(), "Actual is expected[:, 3]."),
        (
            |tensor| {
                ndarray::concatenate(
                    Axis(0),
                    &[tensor.view(), numbers(&[2, 5, 6]).mapv(|value| value + 9.0).view()],
                )
                .unwrap()
            },
            "Expected is actual[:4].",
        ),
        (
            |tensor| {
                let turned = tensor.view().permuted_axes(IxDyn(&[2, 0, 1])).as_standard_layout().into_owned();
                turned.into_shape_with_order(IxDyn(&[120])).unwrap()
            },
            "Actual is expected with its axes in the order (2, 0, 1), reshaped to (120,).",
        ),
    ];
    for (turn, words) in cases {
        let actual = turn(&expected).as_standard_layout().into_owned();
        assert_eq!(reshaped(&double(&expected), &double(&actual)), words);
        let mut almost = actual;
        *almost.iter_mut().next().unwrap() += 0.5;
        assert_eq!(reshaped(&double(&expected), &double(&almost)), "", "{words}");
    }
    let zeros = |shape: &[usize]| double(&ArrayD::zeros(IxDyn(shape)));
    assert_eq!(reshaped(&zeros(&[4, 5]), &zeros(&[5, 4])), "", "zeros show nothing");
}

#[test]
fn regions_are_told_where_they_are_no_coincidence() {
    let expected = numbers(&[5, 7, 8]);
    let with = |holds: fn(usize, usize, usize) -> bool| {
        let mut actual = expected.clone();
        let changed = numbers(&[5, 7, 8]).mapv(|value| value * value + 1.0);
        for ((a, b, c), value) in actual.clone().into_dimensionality::<ndarray::Ix3>().unwrap().indexed_iter()
        {
            if holds(a, b, c) {
                actual[[a, b, c]] =
                    value + changed[[a, b, c]] * if (a + b + c) % 2 == 0 { 1.0 } else { -1.0 };
            }
        }
        told(&double(&expected), &double(&actual)).1
    };
    assert_eq!(with(|a, _, _| a == 3), "Exactly the cells of [3, :, :] differ.");
    assert_eq!(with(|_, b, _| b >= 4), "Exactly the cells of [:, 4:, :] differ.");
    assert_eq!(with(|_, _, c| c % 2 == 1), "Exactly the cells of [:, :, 1::2] differ.");
    assert_eq!(
        with(|_, b, c| b == 0 || b == 6 || c == 0 || c == 7),
        "Exactly the cells at the border of axes 1 and 2 differ."
    );
    assert_eq!(with(|_, b, c| c > b), "Exactly the cells above the diagonal of axes 1 and 2 differ.");
    assert_eq!(
        with(|a, b, c| a == 1 && (b + c) % 3 != 0),
        "All cells that differ are among the 56 cells of [1, :, :]."
    );
    assert_eq!(with(|a, b, c| (a * 56 + b * 8 + c) % 97 == 3), "", "three cells anywhere");
    assert_eq!(with(|_, _, _| true), "", "all cells are no region");
}

#[test]
fn a_law_that_begins_late_is_held_against_what_came_before() {
    // More cells than are compared at once, of which the first are 0 and so agree.
    let mut expected = numbers(&[400, 300]);
    expected.slice_mut(s![..300, ..]).fill(0.0);
    let actual = expected.mapv(|value| 3.0 * value);
    assert_eq!(told(&double(&expected), &double(&actual)).0, "Every cell is 3 × expected.");
    let mut other = expected.clone();
    other.slice_mut(s![..300, ..]).fill(1.0);
    let mut actual = other.clone();
    actual.slice_mut(s![300.., ..]).map_inplace(|value| *value *= 3.0);
    let both = told(&double(&other), &double(&actual));
    assert_eq!(both.0, "Every differing cell is 3 × expected.");
    assert_eq!(both.1, "Exactly the cells of [300:, :] differ.");
}

#[test]
fn too_little_evidence_is_passed_over() {
    let pair = |expected: &[f64], actual: &[f64]| {
        let row = |values: &[f64]| double(&Array::from(values.to_vec()).into_dyn());
        told(&row(expected), &row(actual)).0
    };
    assert_eq!(pair(&[1.3], &[2.6]), "", "one cell proves no factor");
    assert_eq!(pair(&[1.3, 0.0, 0.0], &[2.6, 0.0, 0.0]), "", "nor do zeros beside it");
    assert_eq!(pair(&[1.3; 9], &[2.6; 9]), "Every cell is 2.6 where 1.3 is expected.", "not 2 × or + 1.3");
    let zeros = pair(&[-1.5, 2.5, -3.25, 4.0], &[-0.0, 0.0, -0.0, 0.0]);
    assert_eq!(zeros, "Every cell is 0.", "whatever their signs");
    assert_eq!(pair(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]), "", "small whole numbers agree by chance");
    assert_eq!(pair(&[1.25, 2.5, 3.125], &[2.5, 5.0, 6.25]), "Every cell is 2 × expected.");
}

/// A number that a relation names, applied: `None` for what is not one expression of one of these forms.
fn computed(numpy: &str, expected: f64) -> Option<f64> {
    let number = |text: &str| text.parse::<f64>().ok();
    if numpy == "-expected" {
        return Some(-expected);
    }
    if let Some((slope, start)) = numpy.split_once(" * expected + ") {
        return Some(number(slope)? * expected + number(start)?);
    }
    let factor = numpy.strip_suffix(" * expected").and_then(number).map(|factor| factor * expected);
    let offset = numpy.strip_prefix("expected + ").and_then(number).map(|offset| expected + offset);
    let quotient = numpy.strip_prefix("expected / ").and_then(number).map(|divisor| expected / divisor);
    factor.or(offset).or(quotient)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_claimed_gives_the_actual_numbers(
        values in proptest::collection::vec(-1e3_f64..1e3, 3..60),
        slope in prop_oneof![Just(1.0), Just(-1.0), Just(0.5), -9.0_f64..9.0],
        start in prop_oneof![Just(0.0), Just(1.0), -5.0_f64..5.0],
        noise in prop_oneof![Just(0.0), Just(1e-12), Just(1e-6), Just(1e-2)],
    ) {
        let expected = Array::from(values).into_dyn();
        let wobble = numbers(&[expected.len()]);
        let actual = expected.mapv(|value| slope * value + start) + &(wobble * noise);
        let found = compared(&double(&expected), &double(&actual));
        if let Some(numpy) = found.relation.and_then(|relation| relation.numpy) {
            for (&expected, &actual) in expected.iter().zip(&actual) {
                if let Some(computed) = computed(&numpy, expected) {
                    let scale = (slope * expected).abs() + start.abs();
                    prop_assert!((computed - actual).abs() <= 1e-9 * scale, "{} {} {}", numpy, expected, actual);
                }
            }
        }
    }

    #[test]
    fn noise_has_no_law(values in proptest::collection::vec((-1e3_f64..1e3, -1e3_f64..1e3), 8..60)) {
        let (expected, actual): (Vec<f64>, Vec<f64>) = values.into_iter().unzip();
        let row = |values: Vec<f64>| double(&Array::from(values).into_dyn());
        let found = compared(&row(expected), &row(actual));
        let kind = found.relation.map(|relation| relation.kind);
        prop_assert!(kind.is_none_or(|kind| kind == "one_sided"), "{:?}", kind);
    }
}

#[test]
fn what_came_before_the_first_difference_is_read_again_only_where_it_may_tell_something() {
    let clipped = |last: usize| {
        let mut expected = numbers(&[1 << 18]);
        let from = expected.len() - last;
        expected.slice_mut(s![from..]).mapv_inplace(|value| value + 5.0);
        let actual = expected.mapv(|value| value.min(2.5));
        readings(&double(&expected), &double(&actual))
    };
    assert_eq!(clipped(2), 1);
    assert_eq!(clipped(100), 2, "none of the others may be larger");
}
