//! One mistake costs one exercise, and a file that does not compile hides no other.

use crate::bench::{Bench, Submission, bench, hasty, of, told, verdicts};
use tensorlings::grade::{Outcome, Points, Verdict};

/// What goes wrong in `zero_pad` alone.
const FAULTS: &[(&str, Verdict, &str)] = &[
    (
        "wrong numbers",
        Verdict::WrongAnswer,
        "let (m, h, w, c) = x.dim(); Array4::ones((m, h + 2 * pad, w + 2 * pad, c))",
    ),
    ("a wrong shape", Verdict::WrongShape, "let _ = pad; x.to_owned()"),
    ("a panic", Verdict::Panicked, "let _ = (x, pad); panic!(\"no padding today\")"),
    ("not started", Verdict::NotStarted, "todo!()"),
    ("does not compile", Verdict::CompileError, "x + pad"),
    ("an endless recursion", Verdict::Crashed, "zero_pad(x, pad + 1).mapv(|value| value + 1.0)"),
    ("an exit", Verdict::ExitedEarly, "std::process::exit(pad as i32)"),
    ("an endless loop", Verdict::TimedOut, "let _ = x; loop { std::hint::black_box(pad); }"),
    ("a greedy one", Verdict::OutOfMemory, "let _ = x; Array4::ones((1, 30_000, 30_000, pad + 1))"),
    (
        "a look at a file",
        Verdict::Blocked,
        "let _ = x; panic!(\"{:?} {pad}\", std::fs::read(\"/etc/passwd\"))",
    ),
    (
        "a counter",
        Verdict::Nondeterministic,
        "use std::sync::atomic::{AtomicU32, Ordering}; static CALLS: AtomicU32 = AtomicU32::new(0);
         let (m, h, w, c) = x.dim();
         let value = f64::from(CALLS.fetch_add(1, Ordering::Relaxed));
         Array4::from_elem((m, h + 2 * pad, w + 2 * pad, c), value)",
    ),
];

fn zero_pad(body: &str) -> String {
    format!(
        "use ndarray::*;\n\npub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {{\n{body}\n}}\n"
    )
}

/// The one function that failed, after a look at all others.
fn only_failure(outcome: &Outcome) -> (&str, Verdict) {
    let failed: Vec<(&str, Verdict)> =
        verdicts(outcome).into_iter().filter(|(_, verdict)| *verdict != Verdict::Passed).collect();
    assert_eq!(failed.len(), 1, "{failed:?}");
    failed[0]
}

fn solution(name: &str) -> &'static str {
    &bench().course.exercise(name).unwrap().solution
}

fn with_changed(submission: Submission, name: &str, before: &str, after: &str) -> Submission {
    let text = solution(name);
    assert!(text.contains(before), "{name} has no {before:?}");
    submission.with(name, &text.replace(before, after))
}

#[test]
fn a_faulty_need_costs_only_itself_and_is_named() {
    needs_full_sandbox!();
    for (fault, verdict, body) in FAULTS {
        let outcome = hasty().grade(&hasty().solved().with("zero_pad", &zero_pad(body)));
        assert_eq!(only_failure(&outcome), ("zero_pad", *verdict), "{fault}");
        assert_eq!(outcome.score(), Points::whole(30) + of(&outcome, "zero_pad").score, "{fault}");
        assert_eq!(outcome.bonus(), outcome.max_bonus(), "{fault}");
        for name in ["conv_forward", "conv_backward"] {
            let cause = of(&outcome, name).cause.as_ref().unwrap();
            assert_eq!(cause.exercise, "zero_pad", "{fault}");
            let beginning = format!("`{name}` itself is right: with a correct `zero_pad` it passes.");
            assert!(cause.message.starts_with(&beginning), "{}", cause.message);
            assert!(cause.message.contains(&verdict.words()), "{}", cause.message);
        }
        for name in ["zero_pad", "pool_forward", "conv_single_step", "pool_backward"] {
            assert_eq!(of(&outcome, name).cause, None, "{fault}: {name}");
        }
    }
}

#[test]
fn a_missing_need_costs_only_itself() {
    let submission = bench().solved();
    std::fs::remove_file(submission.file("zero_pad")).unwrap();
    let outcome = bench().grade(&submission);
    assert_eq!(only_failure(&outcome), ("zero_pad", Verdict::Missing));
    assert_eq!(of(&outcome, "conv_forward").cause.as_ref().unwrap().exercise, "zero_pad");
}

#[test]
fn what_does_not_use_a_faulty_need_names_no_cause() {
    let own = include_str!("../implementations/right/flat/conv_forward.rs")
        .replace("crate::zero_pad::Flat", "self::flat::Flat");
    let flat = include_str!("../implementations/right/flat/zero_pad.rs")
        .lines()
        .skip(2)
        .collect::<Vec<_>>()
        .join("\n");
    let own = format!("{own}\nmod flat {{\n{flat}\n}}\n");
    let submission = bench().solved().with("conv_forward", &own).with("zero_pad", &zero_pad("x + pad"));
    let outcome = bench().grade_only(&submission, "conv_forward");
    assert_eq!((outcome.verdict, outcome.cause.clone()), (Verdict::Passed, None), "{:?}", told(&outcome));
}

#[test]
fn two_faults_cost_two_exercises() {
    let submission = bench().solved().with("zero_pad", &zero_pad("let _ = pad; x.to_owned()"));
    let submission =
        with_changed(submission, "conv_forward", "2 * pad - f) / stride + 1", "2 * pad - f) / stride");
    let outcome = bench().grade(&submission);
    let expected: Vec<Verdict> = bench()
        .course
        .exercises
        .iter()
        .map(|exercise| match exercise.name.as_str() {
            "zero_pad" | "conv_forward" => Verdict::WrongShape,
            _ => Verdict::Passed,
        })
        .collect();
    let found: Vec<Verdict> = outcome.exercises.iter().map(|exercise| exercise.verdict).collect();
    assert_eq!(found, expected);
    assert_eq!(of(&outcome, "conv_forward").cause, None);
    assert_eq!(of(&outcome, "conv_backward").cause.as_ref().unwrap().exercise, "zero_pad");
}

#[test]
fn several_guilty_needs_are_all_named() {
    let submission = bench().solved().with("zero_pad", &zero_pad("let _ = pad; x.to_owned()"));
    let submission = with_changed(submission, "conv_single_step", "+ b[[0, 0, 0]]", "");
    let outcome = bench().grade(&submission);
    let forward = of(&outcome, "conv_forward");
    assert_eq!(forward.verdict, Verdict::Passed);
    let cause = forward.cause.as_ref().unwrap();
    assert!(
        cause.message.contains("`zero_pad`") && cause.message.contains("`conv_single_step`"),
        "{cause:?}"
    );
}

#[test]
fn a_fault_of_its_own_stays_where_its_needs_are_right() {
    let submission = with_changed(bench().solved(), "conv_forward", "row * stride", "row");
    assert_eq!(only_failure(&bench().grade(&submission)).0, "conv_forward");
}

#[test]
fn one_function_alone_is_judged_with_the_references_of_what_is_not_right_yet() {
    let submission = bench().unstarted().with("conv_forward", solution("conv_forward"));
    let outcome = bench().grade_only(&submission, "conv_forward");
    assert_eq!(outcome.verdict, Verdict::Passed);
    assert_eq!(outcome.cause.unwrap().exercise, "zero_pad");
}

#[test]
fn prints_of_a_run_with_references_are_not_shown() {
    let talkative = solution("conv_forward").replace(
        "    let a_prev_pad =",
        "    println!(\"{:?}\", zero_pad(a_prev, pad));\n    eprintln!(\"secret\");\n    let a_prev_pad =",
    );
    let faulty = bench().solved().with("conv_forward", &talkative);
    let faulty = faulty.with("zero_pad", &zero_pad("let _ = pad; x.to_owned()"));
    let outcome = bench().grade_only(&faulty, "conv_forward");
    assert_eq!(outcome.verdict, Verdict::Passed);
    assert!(outcome.cases.iter().all(|case| case.stdout.is_empty() && case.stderr.is_empty()));
    let right = bench().solved().with("conv_forward", &talkative);
    let outcome = bench().grade_only(&right, "conv_forward");
    assert!(outcome.cases.iter().all(|case| case.stderr == "secret\n" && case.stdout.contains("shape=")));
}

#[test]
fn files_that_do_not_compile_hide_no_other() {
    let parse_error = "use ndarray::*;\npub fn pool_forward( {\n";
    let type_error = zero_pad("x + pad");
    let submission = bench().solved().with("zero_pad", &type_error).with("pool_forward", parse_error);
    let submission = submission.with("distribute_value", "pub fn distribute_value() -> f64 { 1.0 }");
    let outcome = bench().grade(&submission);
    for exercise in &outcome.exercises {
        let broken = ["zero_pad", "pool_forward", "distribute_value"].contains(&exercise.name.as_str());
        let expected = if broken { Verdict::CompileError } else { Verdict::Passed };
        assert_eq!(exercise.verdict, expected, "{}: {:?}", exercise.name, told(exercise));
        assert!(
            exercise
                .diagnostics
                .iter()
                .all(|diagnostic| diagnostic.file == format!("src/{}.rs", exercise.name))
        );
        assert_eq!(exercise.diagnostics.is_empty(), !broken);
    }
    assert_eq!(of(&outcome, "pool_backward").cause.as_ref().unwrap().exercise, "distribute_value");
}

/// The callers of a function with a wrong signature do not compile either.
#[test]
fn a_wrong_signature_costs_only_itself() {
    for signature in
        ["()", "(_: ArrayView4<f64>)", "(_: usize, _: ArrayView4<f64>)", "(_: &Array4<f64>, _: usize)"]
    {
        let text =
            format!("use ndarray::*;\n\npub fn zero_pad{signature} -> Array4<f64> {{\n    todo!()\n}}\n");
        let outcome = bench().grade(&bench().solved().with("zero_pad", &text));
        assert_eq!(only_failure(&outcome), ("zero_pad", Verdict::CompileError), "{signature}");
        for name in ["conv_forward", "conv_backward"] {
            assert_eq!(of(&outcome, name).cause.as_ref().unwrap().exercise, "zero_pad", "{signature}");
        }
    }
    let renamed = solution("zero_pad").replace("fn zero_pad", "fn pad_with_zeros");
    let outcome = bench().grade(&bench().solved().with("zero_pad", &renamed));
    assert_eq!(only_failure(&outcome), ("zero_pad", Verdict::CompileError));
}

#[test]
fn a_caller_with_an_error_of_its_own_is_told_so() {
    let submission = bench().solved().with("zero_pad", "pub fn zero_pad() {}");
    let submission = with_changed(submission, "conv_forward", "zero_pad(a_prev, pad)", "zero_pad(a_prev)");
    let outcome = bench().grade(&submission);
    assert_eq!(of(&outcome, "zero_pad").verdict, Verdict::CompileError);
    let forward = of(&outcome, "conv_forward");
    assert_eq!(forward.verdict, Verdict::CompileError);
    assert!(
        told(forward).contains("this function takes 2 arguments but 1 argument was supplied"),
        "{:?}",
        told(forward)
    );
    assert_eq!(of(&outcome, "conv_backward").verdict, Verdict::Passed);
}

#[test]
fn two_files_that_need_each_other_and_do_not_compile_are_both_told() {
    let submission = bench().solved().with("zero_pad", "use super::conv_forward;\npub fn zero_pad() {}");
    let submission = submission.with("conv_forward", "use super::zero_pad;\npub fn conv_forward() {}");
    let outcome = bench().grade(&submission);
    for exercise in &outcome.exercises {
        let broken = ["zero_pad", "conv_forward"].contains(&exercise.name.as_str());
        assert_eq!(
            exercise.verdict == Verdict::CompileError,
            broken,
            "{}: {:?}",
            exercise.name,
            told(exercise)
        );
    }
}

#[test]
fn all_but_one_may_fail_to_compile() {
    let submission =
        bench().course.exercises.iter().skip(1).fold(bench().solved(), |submission, exercise| {
            submission.with(&exercise.name, "this is no Rust")
        });
    let outcome = bench().grade(&submission);
    let found: Vec<Verdict> = outcome.exercises.iter().map(|exercise| exercise.verdict).collect();
    assert_eq!(found[0], Verdict::Passed);
    assert!(found[1..].iter().all(|verdict| *verdict == Verdict::CompileError), "{found:?}");
}

/// The error stands in the file that calls, although the other is the one that has to change.
#[test]
fn another_file_s_private_function_cannot_be_called() {
    let helpful = format!(
        "{}\nfn padded(length: usize, pad: usize) -> usize {{ length + 2 * pad }}\n",
        solution("zero_pad")
    );
    let submission = bench().solved().with("zero_pad", &helpful);
    let submission = with_changed(
        submission,
        "conv_forward",
        "n_h_prev + 2 * pad",
        "crate::zero_pad::padded(n_h_prev, pad)",
    );
    let outcome = bench().grade(&submission);
    assert_eq!(only_failure(&outcome), ("conv_forward", Verdict::CompileError));
    let told = told(of(&outcome, "conv_forward"));
    assert!(told.contains("function `padded` is private"), "{told:?}");
}

/// Where the needed file fails and gives more than its function, no reference can take its place.
#[test]
fn a_public_helper_of_a_faulty_file_keeps_its_callers_from_a_second_chance() {
    let helpful = zero_pad("let _ = pad; x.to_owned()")
        + "\npub fn padded(length: usize, pad: usize) -> usize { length + 2 * pad }\n";
    let submission = bench().solved().with("zero_pad", &helpful);
    let submission = with_changed(
        submission,
        "conv_forward",
        "n_h_prev + 2 * pad",
        "crate::zero_pad::padded(n_h_prev, pad)",
    );
    let outcome = bench().grade(&submission);
    assert_eq!(of(&outcome, "conv_forward").verdict, Verdict::Panicked);
    assert_eq!(of(&outcome, "conv_forward").cause, None);
    assert_eq!(of(&outcome, "conv_backward").verdict, Verdict::Passed);
}

#[test]
fn a_submission_of_nothing_scores_nothing() {
    let empty: &Bench = bench();
    let submission = empty.unstarted();
    for exercise in &empty.course.exercises {
        std::fs::remove_file(submission.file(&exercise.name)).unwrap();
    }
    let outcome = empty.grade(&submission);
    assert!(outcome.exercises.iter().all(|exercise| exercise.verdict == Verdict::Missing));
    assert_eq!((outcome.score(), outcome.passed()), (Points::default(), false));
}
