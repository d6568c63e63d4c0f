//! A course that this tool has never heard of is graded by the same code: structs, lists of caches, integers, `f32`.

use crate::bench::{Bench, Submission, bench, of, told, verdicts};
use std::path::Path;
use std::sync::OnceLock;
use tensorlings::course::{Course, CourseSource};
use tensorlings::grade::{ExerciseOutcome, Verdict};

fn recurrent() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses/recurrent");
        Bench::new(Course::load(&CourseSource::Folder(folder)).unwrap())
    })
}

/// The solutions, with one of them changed.
fn changed(name: &str, before: &str, after: &str) -> Submission {
    let text = &recurrent().course.exercise(name).unwrap().solution;
    assert!(text.contains(before), "{name} has no {before:?}");
    recurrent().solved().with(name, &text.replace(before, after))
}

fn judge(name: &str, before: &str, after: &str) -> ExerciseOutcome {
    recurrent().grade_only(&changed(name, before, after), name)
}

/// The outputs that are not right in any case.
fn wrong_outputs(outcome: &ExerciseOutcome) -> Vec<&str> {
    let outputs = outcome.cases.iter().flat_map(|case| &case.outputs);
    let mut names: Vec<&str> = outputs
        .filter(|output| output.verdict != Verdict::Passed)
        .map(|output| output.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn its_solutions_pass_in_full() {
    let outcome = recurrent().grade(&recurrent().solved());
    assert!(
        verdicts(&outcome).iter().all(|(_, verdict)| *verdict == Verdict::Passed),
        "{:?}",
        verdicts(&outcome)
    );
    assert_eq!((outcome.score(), outcome.bonus()), (outcome.max_score(), outcome.max_bonus()));
    assert_eq!(outcome.course.id, "recurrent-cell");
}

#[test]
fn its_start_files_are_not_started() {
    let outcome = recurrent().grade(&recurrent().unstarted());
    assert!(
        verdicts(&outcome).iter().all(|(_, verdict)| *verdict == Verdict::NotStarted),
        "{:?}",
        verdicts(&outcome)
    );
}

#[test]
fn two_courses_do_not_get_in_each_other_s_way() {
    let outcome = bench().grade(&bench().solved());
    assert_eq!(outcome.score(), outcome.max_score());
    let foreign = bench().grade(&recurrent().solved());
    assert!(foreign.exercises.iter().all(|exercise| exercise.verdict == Verdict::Missing));
}

#[test]
fn a_list_that_is_too_short_has_a_wrong_shape() {
    let outcome = judge("sequence_forward", "(states, caches)", "{ caches.pop(); (states, caches) }");
    assert_eq!(outcome.verdict, Verdict::WrongShape);
    assert!(wrong_outputs(&outcome).contains(&"caches.length"), "{:?}", wrong_outputs(&outcome));
    let missing = outcome.cases[0].outputs.iter().filter(|output| output.actual_shape.is_none()).count();
    assert!(missing > 0);
}

#[test]
fn a_list_that_is_too_long_is_wrong() {
    let outcome =
        judge("sequence_forward", "(states, caches)", "{ caches.push(caches[0].clone()); (states, caches) }");
    assert!([Verdict::WrongShape, Verdict::WrongAnswer].contains(&outcome.verdict), "{:?}", outcome.verdict);
    assert_eq!(wrong_outputs(&outcome), ["caches.length"]);
}

#[test]
fn an_empty_list_is_a_wrong_shape_too() {
    let outcome = judge("sequence_forward", "(states, caches)", "(states, Vec::new())");
    assert_eq!(outcome.verdict, Verdict::WrongShape);
}

#[test]
fn caches_in_the_wrong_order_are_wrong() {
    let outcome = judge("sequence_forward", "(states, caches)", "{ caches.reverse(); (states, caches) }");
    assert_eq!(outcome.verdict, Verdict::WrongAnswer);
    assert!(
        wrong_outputs(&outcome).iter().all(|name| name.starts_with("caches[")),
        "{:?}",
        wrong_outputs(&outcome)
    );
}

#[test]
fn a_wrong_field_of_a_struct_is_named() {
    let outcome = judge("cell_backward", "b: dz.sum_axis(Axis(0))", "b: dz.mean_axis(Axis(0)).unwrap()");
    assert_eq!(outcome.verdict, Verdict::WrongAnswer);
    assert_eq!(wrong_outputs(&outcome), ["db"]);
}

#[test]
fn numbers_of_single_precision_keep_their_own_tolerance() {
    let outcome = judge("cell_forward", "x: x.to_owned()", "x: x.mapv(|x| x * (1.0 + f32::EPSILON) + 1e-3)");
    assert_eq!(outcome.verdict, Verdict::WrongAnswer);
    assert_eq!(wrong_outputs(&outcome), ["cache.x"]);
}

#[test]
fn double_precision_lost_on_the_way_is_found() {
    let outcome = judge("cell_forward", "z.mapv(f64::tanh)", "z.mapv(|z| f64::from((z as f32).tanh()))");
    assert_eq!(outcome.verdict, Verdict::WrongAnswer);
    assert_eq!(wrong_outputs(&outcome), ["a_next", "cache.a_next"]);
}

#[test]
fn integers_are_whole() {
    let outcome =
        judge("sequence_forward", "step_tokens[example] as usize", "(step_tokens[example] as usize).min(1)");
    assert_eq!(outcome.verdict, Verdict::WrongAnswer);
    let refused = judge("sequence_forward", "step_tokens[example] as usize", "step_tokens[example]");
    assert_eq!(refused.verdict, Verdict::CompileError);
}

#[test]
fn a_wrong_element_type_is_an_error_of_the_compiler() {
    let outcome = judge("cell_forward", "ArrayView2<f32>", "ArrayView2<f64>");
    assert_eq!(outcome.verdict, Verdict::CompileError);
    assert!(
        told(&outcome).iter().any(|told| told.contains("`cell_forward` must have the signature")),
        "{:?}",
        told(&outcome)
    );
}

#[test]
fn blame_works_as_in_any_course() {
    let outcome = recurrent().grade(&changed("cell_forward", "+ b;", ";"));
    assert_eq!(of(&outcome, "cell_forward").verdict, Verdict::WrongAnswer);
    let sequence = of(&outcome, "sequence_forward");
    assert_eq!(sequence.verdict, Verdict::Passed);
    assert_eq!(sequence.cause.as_ref().unwrap().exercise, "cell_forward");
}
