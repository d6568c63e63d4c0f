//! What wrong programs are told: relations, conditions, and silence where nothing fits.

use crate::bench::bench;
use tensorlings::grade::{Diagnosis, DiagnosisKind, ExerciseOutcome, Measured, Policy, Unmeasured, Verdict};
use tensorlings::sandbox::Cancel;

/// The outcome of a function whose solution has one part exchanged.
fn graded(name: &str, from: &str, to: &str) -> ExerciseOutcome {
    let bench = bench();
    let solution = &bench.course.exercise(name).unwrap().solution;
    assert!(solution.contains(from), "the solution of {name} holds no `{from}`");
    let submission = bench.solved().with(name, &solution.replace(from, to));
    bench.grade_only(&submission, name)
}

fn diagnosed(name: &str, from: &str, to: &str) -> Diagnosis {
    let outcome = graded(name, from, to);
    assert!(outcome.diagnosis.is_some(), "{name} with `{to}` is {:?} and not diagnosed", outcome.verdict);
    outcome.diagnosis.unwrap()
}

/// What is told, unless the catalogue knows the mistake by name.
fn told(name: &str, from: &str, to: &str) -> String {
    let diagnosis = diagnosed(name, from, to);
    assert_ne!(diagnosis.kind, DiagnosisKind::Mistake, "choose a mistake that is not in the catalogue");
    diagnosis.message
}

#[test]
fn a_factor_is_named_by_the_symbols_that_make_it() {
    let message = told("distribute_value", "(n_h * n_w) as f64", "(n_h * n_w * n_w) as f64");
    assert!(message.starts_with("Every cell of `a` is what is expected divided by n_W."), "{message}");
    let message = told("conv_backward", "    (da_prev, dw, db)", "    (da_prev, dw * 3.0, db)");
    assert!(message.starts_with("Every cell of `dW` is 3 times what is expected."), "{message}");
}

#[test]
fn what_is_added_is_named() {
    let message = told("conv_single_step", "+ b[[0, 0, 0]]", "+ 4.0 * b[[0, 0, 0]]");
    assert!(message.starts_with("`Z` is what is expected plus 3 times `b`."), "{message}");
}

#[test]
fn moved_cells_are_followed() {
    let message = told("zero_pad", "    x_pad\n}", "    x_pad.slice(s![.., ..;-1, .., ..]).to_owned()\n}");
    assert!(message.starts_with("`x_pad` is what is expected, upside down"), "{message}");
    let message = told(
        "conv_backward",
        "(da_prev, dw, db)",
        "(da_prev, dw.slice(s![.., ..;-1, .., ..]).to_owned(), db)",
    );
    assert!(message.starts_with("`dW` is what is expected, mirrored"), "{message}");
}

#[test]
fn wrong_cells_are_found_where_they_lie() {
    let to = "    let mut z = z;\n    z.slice_mut(s![.., 0, .., ..]).fill(7.5);\n    (z, cache)\n}";
    let message = told("conv_forward", "    (z, cache)\n}", to);
    assert!(message.contains("in the first row are wrong in `Z`"), "{message}");
}

#[test]
fn a_shape_is_traced_to_the_symbol_that_was_forgotten() {
    let from = "(n_w_prev + 2 * pad - f) / stride + 1";
    let message = told("conv_forward", from, "(n_w_prev - f) / stride + 1");
    assert!(message.contains("would be right if `pad` were 0 along the width"), "{message}");
    let message = told(
        "pool_forward",
        "let PoolHyperparameters { f, stride } = hparameters;",
        "let PoolHyperparameters { f, stride } = hparameters;\n    let stride = stride.max(3);",
    );
    assert!(message.starts_with("`A` has the shape that would be right if `stride` were 3."), "{message}");
}

#[test]
fn a_condition_says_which_cases_fail() {
    let diagnosis = diagnosed(
        "conv_forward",
        "let (top, left) = (row * stride, column * stride);",
        "let (top, left) = (row * stride, column * stride);\n            let top = if stride > 1 { 0 } else { top };",
    );
    assert!(diagnosis.certain, "{diagnosis:?}");
    assert!(diagnosis.message.contains("exactly where `stride` > 1"), "{diagnosis:?}");
    let message =
        told("pool_forward", "    let (m, n_h_prev", "    assert!(f >= stride);\n    let (m, n_h_prev");
    assert!(message.contains("exactly where `f` < `stride`"), "{message}");
}

#[test]
fn a_condition_speaks_of_expected_values_only_where_all_of_them_are_known() {
    // It panics in most cases, and what it should have returned there is not what sets them apart.
    let outcome = graded(
        "conv_forward",
        "let n_h = (n_h_prev + 2 * pad - f) / stride + 1;",
        "let n_h = (n_h_prev - f - f - f + 2 * pad) / stride + 1;",
    );
    assert_eq!(outcome.verdict, Verdict::Panicked);
    let message = outcome.diagnosis.map(|diagnosis| diagnosis.message).unwrap_or_default();
    assert!(!message.contains("the expected"), "{message}");
}

#[test]
fn terms_are_measured_where_nothing_simpler_is_found() {
    let products = "(&a_slice_prev * &w).sum()";
    let message = told("conv_single_step", products, "(&a_slice_prev * &w).slice(s![1.., .., ..]).sum()");
    assert!(
        message.starts_with("The terms in the first row of each window are missing from `Z`"),
        "{message}"
    );
    let from = "let (top, left) = (row * stride, column * stride);";
    let message = told("conv_forward", from, "let (top, left) = (row * stride, (column * stride).max(pad));");
    assert!(message.starts_with("The columns of each window never begin in the padding"), "{message}");
    let message =
        told("conv_forward", from, "let (top, left) = (column.min(n_h - 1) * stride, column * stride);");
    let single = "counts for `Z[";
    assert!(message.contains("Measured with one cell of `a_prev`") && message.contains(single), "{message}");
    let message = told("pool_backward", "da_prev\n}", "da_prev.mapv(|value| value * value.abs())\n}");
    assert!(message.contains("`dA_prev` is no weighted sum of `da`"), "{message}");
}

/// What a function whose solution has one part exchanged adds up in one case.
fn measured(name: &str, case: &str, from: &str, to: &str) -> Result<Measured, Unmeasured> {
    let bench = bench();
    let exercise = bench.course.exercise(name).unwrap();
    let submission = bench.solved().with(name, &exercise.solution.replace(from, to));
    let case = exercise.case(case).unwrap();
    bench.grader.measure(submission.path(), exercise, case, Policy::Refuse, &Cancel::default()).unwrap()
}

#[test]
fn what_is_really_added_up_can_be_asked_for_a_cell() {
    let right = measured("conv_single_step", "whole_numbers", "", "").unwrap();
    let halved =
        measured("conv_single_step", "whole_numbers", "sum()", "slice(s![1.., .., ..]).sum()").unwrap();
    assert_eq!((right.argument.as_str(), right.base("Z", &[])), ("a_slice_prev", halved.base("Z", &[])));
    let (right, halved) = (right.terms("Z", &[]).unwrap(), halved.terms("Z", &[]).unwrap());
    let below = right.iter().filter(|term| term.index[0] > 0).count();
    assert!(halved.len() < right.len() && halved.len() == below, "{halved:?}");
    assert!(halved.iter().all(|term| term.index[0] > 0 && right.contains(term)), "{halved:?}");
}

#[test]
fn a_maximum_is_not_measured() {
    let solution = measured("pool_forward", "wide_max", "", "");
    assert!(matches!(solution, Err(Unmeasured::NotLinear(_))), "{solution:?}");
}

#[test]
fn a_term_is_said_to_be_one() {
    let diagnosis = diagnosed(
        "conv_single_step",
        "(&a_slice_prev * &w).sum()",
        "(&a_slice_prev * &w).slice(s![1.., .., ..]).sum()",
    );
    assert_eq!((diagnosis.kind, diagnosis.certain), (DiagnosisKind::Term, true));
}

#[test]
fn lost_precision_is_recognised() {
    let message =
        told("conv_forward", "    (z, cache)\n}", "    (z.mapv(|value| f64::from(value as f32)), cache)\n}");
    assert!(message.contains("precision was lost"), "{message}");
}

#[test]
fn garbage_gets_no_relation_and_no_certain_condition_but_what_is_measured() {
    let noise = "    let mut state = 1_u64;\n    let noise = |_: f64| { state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); (state >> 11) as f64 / 9e15 - 0.5 };\n";
    for (name, from, to) in [
        ("conv_forward", "    (z, cache)\n}", "    (z.mapv(noise), cache)\n}"),
        ("pool_forward", "    (\n        a,", "    (\n        a.mapv(noise),"),
        (
            "distribute_value",
            "Array2::from_elem(shape, dz / (n_h * n_w) as f64)",
            "Array2::from_elem(shape, dz).mapv(noise)",
        ),
        ("pool_backward", "    da_prev\n}", "    da_prev.mapv(noise)\n}"),
    ] {
        let diagnosis = graded(name, from, &format!("{noise}{to}")).diagnosis;
        let measured =
            |one: &Diagnosis| one.kind == DiagnosisKind::Term && one.message.contains("does not depend on");
        assert!(
            diagnosis
                .as_ref()
                .is_none_or(|one| { measured(one) || !one.certain && one.kind == DiagnosisKind::Condition }),
            "{diagnosis:?}"
        );
    }
}

#[test]
fn what_is_right_gets_no_diagnosis() {
    let bench = bench();
    let outcome = bench.grade(&bench.solved());
    assert!(outcome.exercises.iter().all(|exercise| exercise.diagnosis.is_none()));
    let outcome = bench.grade(&bench.unstarted());
    assert!(outcome.exercises.iter().all(|exercise| exercise.diagnosis.is_none()));
}

#[test]
fn a_wrong_shape_is_worked_out_with_the_numbers() {
    let outcome =
        graded("conv_forward", "(n_h_prev + 2 * pad - f) / stride + 1", "(n_h_prev + 2 * pad - f) / stride");
    let case = outcome.cases.iter().find(|case| case.id.ends_with("/pad_zero")).unwrap();
    assert_eq!(
        case.message.as_deref(),
        Some(
            "n_H = (n_H_prev − f + 2·pad) / stride + 1 = (5 − 3 + 2·0) / 1 + 1 = 3; yours has 2 along axis 1."
        )
    );
}

#[test]
fn a_panic_names_the_line_and_the_index() {
    let outcome = graded("conv_single_step", "b[[0, 0, 0]]", "b[[0, 0, 1]]");
    let message = outcome.cases[0].message.clone().unwrap();
    assert!(message.contains("index [0, 0, 1] is out of bounds for array of shape [1, 1, 1]"), "{message}");
    assert!(message.contains("(src/conv_single_step.rs:"), "{message}");
    assert!(message.ends_with("Axis 2 has 1 place: there is no 1."), "{message}");
}

#[test]
fn an_error_of_the_compiler_is_put_in_other_words() {
    let outcome = graded("pool_forward", "window.sum() / window.len() as f64", "window.sum() / window.len()");
    let explanation = outcome.diagnostics[0].explanation.clone().unwrap();
    assert!(explanation.contains("`as f64`"), "{explanation}");
}
