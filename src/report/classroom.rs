//! For GitHub Classroom's reporter: a line an exercise for `$GITHUB_OUTPUT`, `function=BASE64` of a JSON object.
//!
//! The reporter computes points twice: the share of tests that passed times `max_score` for its table, and the sum
//! of the tests' scores for Classroom. Both agree with each other and with the score where all tests weigh the same,
//! pass or fail as a whole, and their share is exactly the share of the score. The tests are the cases where that is
//! so; where rounding to 0.01 points or a penalty makes it otherwise, they are as many equal parts as it takes.

use super::format::{Graded, Look};
use crate::grade::{CaseOutcome, ExerciseOutcome, Points, Verdict};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use std::io::{self, Write};

/// Bytes of one line, name and all: the reporter gets it as one environment variable, of which Linux passes 128 KiB.
const LONGEST: usize = 120 << 10;
/// Parts that fit into such a line. An exercise that would take more gets its cases, which may be off by 0.01 points.
const MOST_PARTS: usize = 1200;
/// Characters of what a test says, tried until the line is short enough.
const LENGTHS: [usize; 4] = [1000, 200, 40, 0];

#[derive(Serialize)]
struct Runner {
    version: u32,
    status: &'static str,
    /// 0 is left out of every sum.
    max_score: Points,
    tests: Vec<Test>,
}

#[derive(Clone, Serialize)]
struct Test {
    name: String,
    status: &'static str,
    score: f64,
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
    /// 0 where there is none: without this the reporter prints `line undefined`.
    line_no: usize,
}

pub(super) fn write(graded: &Graded<'_>, _: &Look<'_>, out: &mut dyn Write) -> io::Result<()> {
    for exercise in &graded.outcome.exercises {
        writeln!(out, "{}={}", exercise.name, encoded(exercise))?;
    }
    Ok(())
}

/// With messages as long as there is room for.
fn encoded(exercise: &ExerciseOutcome) -> String {
    let tries = LENGTHS.iter().map(|length| {
        // A struct of strings and finite numbers always serialises.
        let json = serde_json::to_vec(&runner(exercise, *length)).unwrap_or_default();
        STANDARD.encode(json)
    });
    let fits = |text: &String| text.len() + exercise.name.len() < LONGEST;
    let mut last = String::new();
    for text in tries {
        if fits(&text) {
            return text;
        }
        last = text;
    }
    last
}

fn runner(exercise: &ExerciseOutcome, length: usize) -> Runner {
    let max_score = if exercise.graded { exercise.max_score } else { Points::default() };
    let status = match exercise.verdict {
        Verdict::Passed => "pass",
        // A bonus that was not earned fails nobody.
        _ if !exercise.graded => "pass",
        Verdict::CompileError | Verdict::CompileTimeout | Verdict::InternalError | Verdict::Missing => {
            "error"
        }
        _ => "fail",
    };
    let mut tests = tests(exercise, length);
    let count = tests.len();
    for test in tests.iter_mut().filter(|test| test.status == "pass") {
        test.score = share(max_score, count);
    }
    Runner { version: 1, status, max_score, tests }
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 tests")]
fn share(max_score: Points, count: usize) -> f64 {
    max_score.to_f64() / count as f64
}

/// The cases where their share is that of the score; else equal parts, those that were not earned first.
fn tests(exercise: &ExerciseOutcome, length: usize) -> Vec<Test> {
    let cases: Vec<Test> = exercise.cases.iter().map(|case| of_case(case, length)).collect();
    let passed = cases.iter().filter(|test| test.status == "pass").count();
    let (earned, parts) = exercise.score.fraction_of(exercise.max_score);
    let is_exact = passed * parts == earned * cases.len();
    if !cases.is_empty() && (is_exact || !exercise.graded || parts > MOST_PARTS) {
        return cases;
    }
    let failing = cases.into_iter().filter(|test| test.status != "pass");
    let reasons: Vec<Test> = failing.chain(of_compiler(exercise, length)).collect();
    // Finer parts, as far as that gives every reason a place.
    let lost = parts.saturating_sub(earned);
    let finer = reasons.len().div_ceil(lost.max(1)).clamp(1, (MOST_PARTS / parts).max(1));
    let (lost, parts) = (lost * finer, parts * finer);
    let part = |number: usize| Test {
        name: format!("part {number}"),
        status: if number > lost { "pass" } else { "fail" },
        score: 0.0,
        message: String::new(),
        line_no: 0,
    };
    let reasons: Vec<Test> = reasons.into_iter().take(lost).collect();
    let rest = (reasons.len() + 1..=parts).map(part);
    reasons.iter().cloned().chain(rest).collect()
}

fn of_case(case: &CaseOutcome, length: usize) -> Test {
    let is_passed = case.verdict == Verdict::Passed;
    let said = case.message.as_ref().map_or_else(String::new, |message| format!(": {message}"));
    let message = if is_passed { String::new() } else { format!("{}{said}", case.verdict.words()) };
    Test {
        name: case.id.clone(),
        status: if is_passed { "pass" } else { "fail" },
        score: 0.0,
        message: message.chars().take(length).collect(),
        line_no: 0,
    }
}

/// Where no case was run: the compiler's words, or the verdict's.
fn of_compiler(exercise: &ExerciseOutcome, length: usize) -> Option<Test> {
    let first = exercise.diagnostics.first();
    let message = first.map_or_else(|| exercise.verdict.words(), |one| one.message.clone());
    exercise.cases.is_empty().then(|| Test {
        name: format!("{}/{}", exercise.name, exercise.verdict.name()),
        status: "error",
        score: 0.0,
        message: message.chars().take(length).collect(),
        line_no: first.map_or(0, |one| one.line),
    })
}
