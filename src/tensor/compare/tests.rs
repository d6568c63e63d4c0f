//! Which cells count as wrong, and in which order they are told.

use super::*;
use proptest::prelude::*;

const CLOSE: Tolerance = Tolerance { relative: 1e-9, absolute: 1e-12 };
const EXACT: Tolerance = Tolerance::EXACT;

fn row(values: &[f64]) -> Tensor {
    Tensor::F64(ndarray::Array1::from_vec(values.to_vec()).into_dyn())
}

fn wrong(expected: &[f64], actual: &[f64], tolerance: Tolerance) -> Vec<usize> {
    match compare(&row(expected), &row(actual), tolerance) {
        Comparison::Incomparable => panic!("the shapes differ"),
        Comparison::Cells { mismatches, .. } => mismatches.into_iter().map(|cell| cell.index[0]).collect(),
    }
}

#[test]
fn shape_and_type_come_first() {
    let column = Tensor::F64(ArrayD::zeros(IxDyn(&[2, 1])));
    let integers = Tensor::I64(ArrayD::zeros(IxDyn(&[2])));
    for actual in [&row(&[0.0]), &column, &integers] {
        assert_eq!(compare(&row(&[0.0, 0.0]), actual, CLOSE), Comparison::Incomparable);
        assert_eq!(wrong_cells(&row(&[0.0, 0.0]), actual, CLOSE), ArrayD::from_elem(IxDyn(&[2]), true));
    }
}

#[test]
fn the_tolerance_is_relative_and_absolute() {
    assert_eq!(wrong(&[1e6, 1e6], &[1e6 + 9e-4, 1e6 + 2e-3], CLOSE), [1]);
    assert_eq!(wrong(&[0.0, 0.0], &[9e-13, 2e-12], CLOSE), [1]);
    assert_eq!(wrong(&[0.0, -0.0, 1.0], &[-0.0, 0.0, 1.0 + f64::EPSILON], EXACT), [2]);
}

#[test]
fn what_is_not_finite_matches_only_itself_and_ranks_first() {
    let special = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    assert_eq!(wrong(&special, &special, EXACT), [0; 0]);
    assert_eq!(wrong(&[f64::INFINITY, f64::NAN], &[f64::NEG_INFINITY, 1e300], CLOSE), [0, 1]);
    assert_eq!(wrong(&[1.0, 1.0, 1.0], &[1e300, f64::NAN, f64::INFINITY], CLOSE), [1, 2, 0]);
    let comparison = compare(&row(&[1.0]), &row(&[f64::NAN]), CLOSE);
    let Comparison::Cells { max_abs_error, max_rel_error, .. } = comparison else { panic!("comparable") };
    assert_eq!((max_abs_error, max_rel_error), (Some(f64::INFINITY), Some(f64::INFINITY)));
}

#[test]
fn mismatches_rank_by_multiples_of_the_tolerance() {
    // Errors of 0.5 at 1000 and of 0.1 at 0.001: the second is further beyond what is allowed there.
    assert_eq!(wrong(&[1000.0, 0.001, 1.0], &[1000.5, 0.101, 1.0], CLOSE), [1, 0]);
    assert_eq!(wrong(&[1.0, 1.0, 1.0], &[2.0, 4.0, 2.0], EXACT), [1, 0, 2]);
}

#[test]
fn errors_are_measured_over_all_cells() {
    let comparison = compare(&row(&[0.0, 2.0, 4.0]), &row(&[0.25, 1.0, 4.0]), CLOSE);
    let Comparison::Cells { total, max_abs_error, max_rel_error, .. } = comparison else {
        panic!("comparable")
    };
    assert_eq!((total, max_abs_error, max_rel_error), (3, Some(1.0), Some(0.5)));
}

#[test]
fn integers_beyond_doubles_and_booleans_are_told_apart() {
    let integers = |value: i64| Tensor::from_scalar(Scalar::I64(value));
    let far = compare(&integers(i64::MAX), &integers(i64::MAX - 1), EXACT);
    assert!(matches!(far, Comparison::Cells { mismatches, .. } if mismatches[0].index.is_empty()));
    let flag = |value: bool| Tensor::from_scalar(Scalar::Bool(value));
    let flags = compare(&flag(true), &flag(false), EXACT);
    assert!(
        matches!(flags, Comparison::Cells { mismatches, max_abs_error: None, .. } if mismatches.len() == 1)
    );
}

#[test]
fn values_of_different_types_are_told_apart() {
    let fits = |actual| EXACT.accepts(Scalar::I64(9_007_199_254_740_993), actual);
    assert!(fits(Scalar::U64(9_007_199_254_740_993)));
    assert!(!fits(Scalar::U64(9_007_199_254_740_992)));
    assert!(!fits(Scalar::F64(9_007_199_254_740_992.0)), "the double next to it");
    assert!(!fits(Scalar::F64(f64::NAN)));
    assert!(EXACT.accepts(Scalar::Bool(true), Scalar::F32(1.0)));
    assert!(!EXACT.accepts(Scalar::U64(u64::MAX), Scalar::I64(-1)));
    assert!(!EXACT.accepts(Scalar::U64(u64::MAX), Scalar::F64(18_446_744_073_709_551_616.0)));
}

/// Pairs of cells: equal, close, far, or anything at all.
fn cells() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let pair = (any::<f64>(), prop_oneof![Just(0.0), -1e-8..1e-8, any::<f64>()]);
    proptest::collection::vec(pair.prop_map(|(value, shift)| (value, value + value * shift)), 0..40)
}

proptest! {
    #[test]
    fn a_tensor_matches_itself(values: Vec<f64>) {
        prop_assert!(wrong(&values, &values, EXACT).is_empty());
    }

    #[test]
    fn the_mask_holds_exactly_the_mismatches(cells in cells()) {
        let (expected, actual): (Vec<f64>, Vec<f64>) = cells.into_iter().unzip();
        let mask = wrong_cells(&row(&expected), &row(&actual), CLOSE);
        let mut from_mask: Vec<usize> = (0..mask.len()).filter(|&at| mask[[at].as_slice()]).collect();
        let mut listed = wrong(&expected, &actual, CLOSE);
        listed.sort_unstable();
        from_mask.sort_unstable();
        prop_assert_eq!(listed, from_mask);
    }

    #[test]
    fn a_finite_cell_is_wrong_exactly_beyond_the_tolerance(expected in -1e9_f64..1e9, actual in -1e9_f64..1e9) {
        let beyond = (actual - expected).abs() > 1e-9 * expected.abs() + 1e-12;
        prop_assert_eq!(wrong(&[expected], &[actual], CLOSE).len(), usize::from(beyond));
    }
}
