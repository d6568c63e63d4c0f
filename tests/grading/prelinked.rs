//! Usual programs are put together without a linker, and what is not usual is linked: where their functions lie tells.

use crate::bench::{Bench, Submission, bench, verdicts};
use crate::implementations::{styles, written_in};
use tensorlings::course::Exercise;
use tensorlings::grade::{Outcome, Verdict};

/// Where the learner's part begins in a program that no linker has made. One that a linker has made ends far below.
const BEHIND: u64 = 0x1000_0000;

/// The same function, which prints its own address first.
fn telling(name: &str, text: &str) -> String {
    let signature = text.find(&format!("pub fn {name}")).unwrap();
    let body = signature + text[signature..].find("{\n").unwrap() + 1;
    let (before, after) = text.split_at(body);
    format!("{before}\n    println!(\"{{:p}}\", {name} as *const ());{after}")
}

/// The addresses that the cases of a passed submission tell.
fn addresses(outcome: &Outcome) -> Vec<(&str, u64)> {
    let cases = outcome.exercises.iter().flat_map(|exercise| &exercise.cases);
    let told = cases.filter_map(|case| {
        let line = case.stdout.lines().find_map(|line| line.strip_prefix("0x"))?;
        Some((case.id.as_str(), u64::from_str_radix(line, 16).unwrap()))
    });
    told.collect()
}

fn telling_submission(bench: &Bench, submission: Submission) -> Submission {
    bench.course.exercises.iter().fold(submission, |submission, Exercise { name, .. }| {
        let text = std::fs::read_to_string(submission.file(name)).unwrap();
        submission.with(name, &telling(name, &text))
    })
}

fn graded(submission: &Submission) -> Outcome {
    let outcome = bench().grade(submission);
    for (name, verdict) in verdicts(&outcome) {
        assert_eq!(verdict, Verdict::Passed, "{name}: {:?}", outcome.exercises);
    }
    outcome
}

#[test]
#[cfg(target_arch = "x86_64")]
fn usual_programs_need_no_linker() {
    needs_full_sandbox!();
    for style in styles() {
        let outcome = graded(&telling_submission(bench(), written_in(&style)));
        let addresses = addresses(&outcome);
        assert!(addresses.len() > 40, "{style}: {addresses:?}");
        assert!(addresses.iter().all(|(_, address)| *address >= BEHIND), "{style}: {addresses:x?}");
    }
}

#[test]
#[cfg(target_arch = "x86_64")]
fn what_the_standard_library_has_needs_no_linker() {
    needs_full_sandbox!();
    let outcome = graded(&bench().solved().with("distribute_value", &telling("distribute_value", WIDE)));
    assert!(addresses(&outcome).iter().all(|(_, address)| *address >= BEHIND), "{:x?}", addresses(&outcome));
}

#[test]
fn a_variable_of_each_thread_is_linked() {
    needs_full_sandbox!();
    let outcome = graded(&bench().solved().with("distribute_value", &telling("distribute_value", THREAD)));
    let addresses = addresses(&outcome);
    assert!(!addresses.is_empty());
    assert!(addresses.iter().all(|(_, address)| *address < BEHIND), "{addresses:x?}");
}

/// Uses what learners use, and some more.
const WIDE: &str = r#"use ndarray::prelude::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

#[derive(Clone, Debug, Default, PartialEq, PartialOrd)]
struct Cell {
    name: String,
    value: Option<f64>,
}

/// Numbers that add up to nothing.
fn nothing(dz: f64) -> f64 {
    let one = std::hint::black_box(1.0_f64);
    let functions: [fn(f64) -> f64; 14] = [
        f64::exp, f64::ln, f64::sin, f64::cos, f64::tanh, f64::sqrt, f64::cbrt, f64::floor, f64::ceil, f64::round,
        f64::trunc, f64::exp_m1, f64::log10, f64::atan,
    ];
    let all: f64 = functions.iter().map(|function| function(one)).sum::<f64>() + one.powf(0.3) + one.powi(7);
    let all = all + one.hypot(2.0) + one.atan2(3.0) + one.mul_add(2.0, 1.0) + one.rem_euclid(0.3);
    let mut sorted = vec![3.0, all, 1.0, dz];
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap());
    sorted.dedup();
    let cells: Vec<Cell> =
        sorted.iter().map(|value| Cell { name: format!("{value:8.3e} {value:?}"), value: Some(*value) }).collect();
    let text = format!("{cells:?} {:#?} {:>10}", cells.iter().max_by(|a, b| a.partial_cmp(b).unwrap()), "x");
    let words: BTreeMap<&str, usize> = text.split_whitespace().enumerate().map(|(at, word)| (word, at)).collect();
    let lengths: BTreeMap<usize, BTreeSet<char>> =
        words.keys().map(|word| (word.len(), word.to_uppercase().chars().rev().collect())).collect();
    let mut queue: VecDeque<u128> = lengths.keys().map(|length| *length as u128 * 0x1_0000_0000_0000_0001).collect();
    queue.rotate_left(1);
    let parsed: f64 = "1.5".parse().unwrap();
    let shared: Rc<dyn Fn(u128) -> u128> = Rc::new(move |number| number / 3 % 1_000_000_007);
    let total = queue.iter().fold(0, |sum, number| sum ^ shared(*number)) as u64 as f64 + parsed;
    std::hint::black_box(total) * 0.0
}

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    Array2::from_elem(shape, dz / (shape.0 * shape.1) as f64 + nothing(dz))
}
"#;

const THREAD: &str = r"use ndarray::prelude::*;
use std::cell::Cell;

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(7) };
}

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    CALLS.set(CALLS.get() + 1);
    Array2::from_elem(shape, dz / (shape.0 * shape.1) as f64)
}
";
