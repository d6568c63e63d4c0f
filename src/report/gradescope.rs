//! Gradescope's `results.json`: the total, and a visible line an exercise with its grids in colour.
//!
//! The total is stated, so that nothing is summed up differently. Optional exercises have no points of their own
//! there, since Gradescope would add them; their bonus is in `extra_data`. No test is `hidden`: where one is,
//! students see no total at all.

use super::format::{Graded, Look};
use crate::grade::{ExerciseOutcome, Points, Verdict};
use crate::style::{self, Depth, LIGHT, Theme};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Results {
    score: Points,
    output: String,
    output_format: &'static str,
    test_output_format: &'static str,
    visibility: &'static str,
    tests: Vec<Test>,
    extra_data: Extra,
}

#[derive(Serialize)]
struct Test {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Points>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_score: Option<Points>,
    status: &'static str,
    name: String,
    /// Orders the tests.
    number: String,
    output: String,
    visibility: &'static str,
}

#[derive(Serialize)]
struct Extra {
    max_score: Points,
    bonus: Points,
    max_bonus: Points,
    sandbox: &'static str,
}

pub(super) fn write(graded: &Graded<'_>, look: &Look<'_>, out: &mut dyn Write) -> io::Result<()> {
    let outcome = &graded.outcome;
    let extra = Extra {
        max_score: outcome.max_score(),
        bonus: outcome.bonus(),
        max_bonus: outcome.max_bonus(),
        sandbox: outcome.sandbox.name(),
    };
    let results = Results {
        score: outcome.score(),
        output: format!("{}: {}/{} points", graded.course.title, outcome.score(), outcome.max_score()),
        output_format: "text",
        test_output_format: "ansi",
        visibility: "visible",
        tests: graded.exercises().zip(1..).map(|(one, number)| test(graded, look, one, number)).collect(),
        extra_data: extra,
    };
    serde_json::to_writer(&mut *out, &results)?;
    writeln!(out)
}

fn test(graded: &Graded<'_>, look: &Look<'_>, exercise: &ExerciseOutcome, number: usize) -> Test {
    let points = |points: Points| Some(points).filter(|_| exercise.graded);
    let name = if exercise.graded {
        exercise.name.clone()
    } else {
        format!("{} (optional: bonus {}/{})", exercise.name, exercise.score, exercise.max_score)
    };
    Test {
        score: points(exercise.score),
        max_score: points(exercise.max_score),
        status: if exercise.verdict == Verdict::Passed { "passed" } else { "failed" },
        name,
        number: number.to_string(),
        output: output(graded, look, exercise),
        visibility: "visible",
    }
}

/// The verdict, and all that the text report says, in the 16 colours that Gradescope knows.
fn output(graded: &Graded<'_>, look: &Look<'_>, exercise: &ExerciseOutcome) -> String {
    let passed = super::passed_cases(exercise);
    let mut text = format!("{}, {passed} of {} cases pass", exercise.verdict.words(), exercise.cases.len());
    if let Some(hidden) = exercise.hidden() {
        text = format!("{text}, {hidden}");
    }
    text.push('\n');
    let theme = Theme { palette: &LIGHT, depth: Depth::Ansi16, ..look.theme };
    let lines = graded.text(&Look { theme, ..*look }).details(exercise);
    let mut details = Vec::new();
    // Writing to memory cannot fail.
    let _ = style::ansi::write(&lines, &mut details);
    text + &String::from_utf8_lossy(&details)
}
