//! Every report format, written from one sample.

#[cfg(test)]
#[path = "reports/formats.rs"]
mod formats;
#[cfg(test)]
#[path = "reports/generated.rs"]
mod generated;
#[cfg(test)]
#[path = "reports/sample.rs"]
mod sample;
#[cfg(test)]
#[path = "reports/totals.rs"]
mod totals;

use sample::{Sample, document, written, written_for};
use tensorlings::grade::Verdict;
use tensorlings::report::json;
use tensorlings::report::text::{Detail, TextReport};
use tensorlings::style::{ASCII, DARK, Depth, Theme, UNICODE};
use tensorlings::tensor::{Mismatch, Scalar};

fn report(sample: &Sample, theme: Theme) -> TextReport<'_> {
    TextReport {
        course: &sample.course,
        outcome: &sample.outcome,
        answers: &sample.answers,
        theme,
        detail: Detail::FirstFailure,
        width: 80,
    }
}

fn theme(depth: Depth) -> Theme {
    Theme { palette: &DARK, depth, glyphs: &UNICODE }
}

#[test]
fn the_text_report_of_a_submission() {
    let sample = Sample::new();
    insta::assert_snapshot!(written(&report(&sample, theme(Depth::Plain))));
}

#[test]
fn the_text_report_in_colour_says_the_same() {
    let sample = Sample::new();
    let colour = report(&sample, theme(Depth::TrueColour));
    insta::assert_debug_snapshot!(colour.exercise_lines("conv_forward"));
    let words = |depth| {
        let lines = report(&sample, theme(depth)).lines();
        let texts = lines.iter().map(|line| line.text().trim_end().to_owned());
        // The strip of colours is for colours only; its numbers stand in the grids.
        texts.filter(|text| !text.contains("                 +")).collect::<Vec<_>>()
    };
    assert_eq!(words(Depth::TrueColour), words(Depth::Plain));
    assert_eq!(words(Depth::Ansi16), words(Depth::Plain));
}

#[test]
fn no_line_is_wider_than_the_output_and_ascii_is_ascii() {
    let sample = Sample::new();
    for width in [60, 80, 120] {
        let report = TextReport { width, ..report(&sample, theme(Depth::Plain)) };
        for line in report.lines() {
            assert!(line.width() <= width, "{width}: {}", line.text());
        }
    }
    let ascii = Theme { glyphs: &ASCII, ..theme(Depth::Plain) };
    let text = written(&report(&sample, ascii));
    let title_and_prose: String = text.lines().filter(|line| !line.is_ascii()).collect();
    assert_eq!(title_and_prose, "");
}

#[test]
fn checking_an_exercise_that_passes_prints_the_published_example() {
    let sample = Sample::new();
    insta::assert_snapshot!(written_for(&report(&sample, theme(Depth::Plain)), "distribute_value"));
}

#[test]
fn a_summary_is_one_line_an_exercise() {
    let sample = Sample::new();
    let summary = TextReport { detail: Detail::Summary, ..report(&sample, theme(Depth::Plain)) };
    insta::assert_snapshot!(written(&summary));
}

#[test]
fn every_failure_is_shown_in_full_where_asked_for() {
    let sample = Sample::new();
    let every = TextReport { detail: Detail::EveryFailure, ..report(&sample, theme(Depth::Plain)) };
    let text = written_for(&every, "zero_pad");
    // The second failing case has another shape: two grids of their own, and no difference.
    let second =
        text.split("wide  wrong shape").nth(1).and_then(|rest| rest.split("What `published`").next());
    insta::assert_snapshot!(second.unwrap_or_default());
}

#[test]
fn a_hidden_case_is_named_but_not_shown() {
    let mut sample = Sample::new().only(&["zero_pad"]);
    for case in &mut sample.outcome.exercises[0].cases {
        case.visibility = tensorlings::course::Visibility::Hidden;
    }
    sample.answers = tensorlings::report::Answers::default();
    insta::assert_snapshot!(written_for(&report(&sample, theme(Depth::Plain)), "zero_pad"));
}

#[test]
fn the_json_report() {
    let sample =
        Sample::new().only(&["conv_forward", "pool_forward", "create_mask_from_window", "conv_backward"]);
    let mut sample = sample;
    for exercise in &mut sample.outcome.exercises {
        exercise.cases.retain(|case| case.verdict != Verdict::Passed);
        exercise.cases.truncate(1);
        for output in exercise.cases.iter_mut().flat_map(|case| &mut case.outputs) {
            output.mismatches.truncate(3);
        }
    }
    let text = document(&sample);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["schema"], json::SCHEMA);
    assert_eq!(text.lines().count(), 1);
    let version = format!("\"tool_version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    let broken = text.replace(&version, "\"tool_version\":\"VERSION\"").replace("{\"", "\n{\"");
    insta::assert_snapshot!(broken);
}

#[test]
fn numbers_that_json_cannot_say_are_strings_and_booleans_stay_booleans() {
    let mut sample = Sample::new().only(&["conv_forward"]);
    let exercise = &mut sample.outcome.exercises[0];
    exercise.cases.truncate(1);
    let output = &mut exercise.cases[0].outputs[0];
    let cell = |expected, actual| Mismatch { index: Vec::new(), expected, actual };
    output.mismatches = vec![
        cell(Scalar::F64(f64::NAN), Scalar::F64(f64::NEG_INFINITY)),
        cell(Scalar::F32(0.1), Scalar::F32(f32::INFINITY)),
        cell(Scalar::Bool(true), Scalar::Bool(false)),
        cell(Scalar::U64(u64::MAX), Scalar::I64(-1)),
    ];
    output.max_abs_error = Some(f64::INFINITY);
    output.max_rel_error = None;
    let value: serde_json::Value = serde_json::from_str(&document(&sample)).unwrap();
    let output = &value["exercises"][0]["cases"][0]["outputs"][0];
    assert_eq!(output["max_abs_error"], "Infinity");
    assert_eq!(output["max_rel_error"], serde_json::Value::Null);
    assert_eq!(
        output["mismatches"].to_string(),
        concat!(
            r#"[{"actual":"-Infinity","expected":"NaN","index":[]},"#,
            r#"{"actual":"Infinity","expected":0.1,"index":[]},"#,
            r#"{"actual":false,"expected":true,"index":[]},"#,
            r#"{"actual":-1,"expected":18446744073709551615,"index":[]}]"#
        )
    );
}
