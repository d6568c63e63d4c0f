//! Rules on tensors small enough to follow on paper.

use super::*;
use crate::tensor::Windows;
use ndarray::{Array4, arr0, arr1, arr2};

fn plane(values: &[[f64; 3]; 3]) -> Tensor {
    Tensor::F64(arr2(values).into_dyn())
}

fn ones() -> Tensor {
    plane(&[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
}

fn images(tensor: &Tensor, padding: usize, size: usize, stride: usize) -> Images<'_> {
    let windows = Some(Windows { height: size, width: size, stride });
    Images { tensor, plane: (0, 1), padding, windows }
}

fn values(part: &Part) -> Vec<f64> {
    part.terms.iter().map(|term| term.value).collect()
}

#[test]
fn a_window_is_weighed_cell_by_cell_and_the_bias_counts_once() {
    let (input, filter) = (ones(), Tensor::F64(arr2(&[[1.0, 0.0], [0.0, -1.0]]).into_dyn()));
    let bias = Tensor::F64(arr1(&[10.0]).into_dyn());
    let rule = Rule::Window { input: images(&input, 0, 2, 1), filter: &filter, bias: Some(&bias) };
    let stepper = Stepper::new(rule, &[2, 2], None);
    let step = stepper.step(1).unwrap();
    assert_eq!(step.cell, [0, 1]);
    assert_eq!(values(&step.parts[0]), [2.0, 0.0, 0.0, -6.0]);
    assert_eq!((step.parts[0].sum, step.total), (-4.0, 6.0));
    assert_eq!(step.parts[0].window, Some(WindowPlace { top: 0, left: 1, height: 2, width: 2 }));
}

#[test]
fn what_a_window_takes_from_the_padding_is_zero_and_lies_outside() {
    let (input, filter) = (ones(), Tensor::F64(arr2(&[[5.0, 5.0], [5.0, 1.0]]).into_dyn()));
    let rule = Rule::Window { input: images(&input, 1, 2, 2), filter: &filter, bias: None };
    let step = Stepper::new(rule, &[2, 2], None).step(0).unwrap();
    assert_eq!(step.parts[0].terms[0].left.index, [-1, -1]);
    assert_eq!(values(&step.parts[0]), [0.0, 0.0, 0.0, 1.0]);
}

#[test]
fn channels_are_parts_and_filters_are_output_channels() {
    let input = Tensor::F64(Array4::from_shape_fn((1, 2, 2, 2), |(_, _, _, k)| [1.0, 10.0][k]).into_dyn());
    let filter =
        Tensor::F64(Array4::from_shape_fn((2, 2, 2, 3), |(_, _, _, c)| [1.0, 2.0, 3.0][c]).into_dyn());
    let images = Images { plane: (1, 2), ..images(&input, 0, 2, 1) };
    let rule = Rule::Window { input: images, filter: &filter, bias: None };
    let step = Stepper::new(rule, &[1, 1, 1, 3], Some((1, 2))).step(2).unwrap();
    let sums: Vec<f64> = step.parts.iter().map(|part| part.sum).collect();
    assert_eq!((sums, step.total), (vec![12.0, 120.0], 132.0));
    assert_eq!(step.parts[1].name, PartName::Channel(1));
    assert!((step.running_sum(0) - 12.0).abs() < f64::EPSILON);
}

#[test]
fn pooling_names_the_winner_or_the_shares() {
    let input = ones();
    let of = |pooling| {
        let rule = Rule::Pool { input: images(&input, 0, 2, 1), pooling };
        Stepper::new(rule, &[2, 2], None).step(3).unwrap()
    };
    let largest = of(Pooling::Maximum);
    assert_eq!((largest.outcome, largest.total), (Outcome::Largest(3), 9.0));
    let mean = of(Pooling::Mean);
    assert_eq!((values(&mean.parts[0]), mean.total), (vec![1.25, 1.5, 2.0, 2.25], 7.0));
}

#[test]
fn a_padded_cell_comes_from_the_input_or_from_nowhere() {
    let input = ones();
    let stepper = Stepper::new(Rule::Pad { input: images(&input, 1, 1, 1) }, &[5, 5], None);
    let totals: Vec<f64> = stepper.steps().map(|step| step.total).collect();
    assert_eq!(totals[..10], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 0.0]);
}

#[test]
fn overlapping_windows_add_up_in_the_gradient_of_their_input() {
    let (input, filter) = (ones(), Tensor::F64(arr2(&[[1.0, 2.0], [3.0, 4.0]]).into_dyn()));
    let gradient = Tensor::F64(arr2(&[[1.0, 10.0], [100.0, 1000.0]]).into_dyn());
    let images = images(&input, 0, 2, 1);
    let rule = Rule::InputGradient { input: images, filter: &filter, gradient: &gradient };
    let stepper = Stepper::new(rule, &[3, 3], None);
    let middle = stepper.step(4).unwrap();
    let names: Vec<PartName> = middle.parts.iter().map(|part| part.name.clone()).collect();
    assert_eq!(names, [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(h, w)| PartName::Window(h, w)));
    let sums: Vec<f64> = middle.parts.iter().map(|part| part.sum).collect();
    assert_eq!((sums, middle.total), (vec![4.0, 30.0, 200.0, 1000.0], 1234.0));
    assert_eq!(stepper.step(0).unwrap().parts.len(), 1);
    assert_eq!(stepper.rhythm(), Rhythm::Parts);
}

#[test]
fn a_filter_gathers_what_its_cell_met_and_a_bias_all_gradients() {
    let (input, gradient) = (ones(), Tensor::F64(arr2(&[[1.0, 10.0], [100.0, 1000.0]]).into_dyn()));
    let input = images(&input, 0, 2, 1);
    let rule = Rule::FilterGradient { input, gradient: &gradient };
    let step = Stepper::new(rule, &[2, 2], None).step(3).unwrap();
    assert_eq!(values(&step.parts[0]), [5.0, 60.0, 800.0, 9000.0]);
    let bias = Stepper::new(Rule::BiasGradient { input, gradient: &gradient }, &[1], None).step(0).unwrap();
    assert!((bias.total - 1111.0).abs() < f64::EPSILON);
}

#[test]
fn a_pooled_gradient_goes_to_the_winner_alone_or_to_all() {
    let (input, gradient) = (ones(), Tensor::F64(arr2(&[[1.0, 10.0], [100.0, 1000.0]]).into_dyn()));
    let totals = |pooling| -> Vec<f64> {
        let rule = Rule::PooledGradient { input: images(&input, 0, 2, 1), gradient: &gradient, pooling };
        Stepper::new(rule, &[3, 3], None).steps().map(|step| step.total).collect()
    };
    assert_eq!(totals(Pooling::Maximum), [0.0, 0.0, 0.0, 0.0, 1.0, 10.0, 0.0, 100.0, 1000.0]);
    assert_eq!(totals(Pooling::Mean)[4].to_string(), "277.75");
}

#[test]
fn a_cell_that_no_window_reaches_has_no_part() {
    let (input, gradient) = (ones(), Tensor::F64(arr2(&[[8.0]]).into_dyn()));
    let rule =
        Rule::PooledGradient { input: images(&input, 0, 2, 2), gradient: &gradient, pooling: Pooling::Mean };
    let step = Stepper::new(rule, &[3, 3], None).step(8).unwrap();
    assert_eq!((step.parts.len(), step.total.to_string()), (0, "0".to_owned()));
}

#[test]
fn a_mask_compares_with_the_largest_and_a_share_is_the_same_everywhere() {
    let input = ones();
    let whole = Images { tensor: &input, plane: (0, 1), padding: 0, windows: None };
    let marks = Stepper::new(Rule::Mask { input: whole }, &[3, 3], None);
    let true_cells: Vec<Vec<usize>> =
        marks.steps().filter(|step| step.total > 0.0).map(|step| step.cell).collect();
    assert_eq!(true_cells, [[2, 2]]);
    let value = Tensor::F64(arr0(6.0).into_dyn());
    let shares = Stepper::new(Rule::Share { value: &value }, &[2, 2], None);
    assert_eq!(shares.steps().map(|step| step.total).collect::<Vec<_>>(), [1.5; 4]);
}

#[test]
fn tensors_that_do_not_fit_give_no_panic() {
    let (input, scalar) = (ones(), Tensor::F64(arr0(1.0).into_dyn()));
    let images = images(&input, 0, 2, 1);
    for rule in [
        Rule::Window { input: images, filter: &scalar, bias: Some(&scalar) },
        Rule::InputGradient { input: images, filter: &scalar, gradient: &scalar },
        Rule::FilterGradient { input: images, gradient: &scalar },
        Rule::BiasGradient { input: Images { tensor: &scalar, ..images }, gradient: &scalar },
        Rule::Pad { input: Images { tensor: &scalar, plane: (0, 0), ..images } },
        Rule::Share { value: &input },
    ] {
        assert_eq!(Stepper::new(rule, &[2], None).steps().count(), 2);
        assert_eq!(Stepper::new(rule, &[], None).steps().count(), 1);
    }
}
