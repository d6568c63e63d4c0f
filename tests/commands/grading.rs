//! `grade`: submissions, reports, and what the exit code answers.

use crate::place::{FUNCTIONS, Place};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn names(report: &Value) -> Vec<&str> {
    report["exercises"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[test]
fn start_files_score_nothing() {
    let place = Place::with_kit().initialised();
    let text = place.test("grade").code(1).stdout_has("0 of 8 passed · 0/40 points · bonus 0/20").run();
    assert_eq!(text.matches("not started").count(), 8, "{text}");
}

#[test]
fn solutions_score_everything() {
    let place = Place::with_kit();
    place.submit("submission");
    let text = place.test("grade submission").stdout_has("8 of 8 passed · 40/40 points · bonus 20/20").run();
    assert_eq!(text.matches("passed  ").count(), 8, "{text}");
    // A submission is not written to.
    assert_eq!(place.names("submission"), ["src"]);
}

#[test]
fn a_folder_of_other_files_is_told_apart_from_work_that_is_missing() {
    let place = Place::with_kit();
    place.write("other/src/main.rs", "fn main() {}");
    place
        .test("grade other")
        .code(1)
        .stdout_has("0 of 8 passed · 0/40 points")
        .says("other has a file for none of the functions of “Convolutional networks, step by step”")
        .run();
}

#[test]
fn one_wrong_function_costs_one_exercise() {
    let place = Place::with_kit();
    place.submit("submission");
    // Others need it, and fail with it.
    let wrong = crate::place::solution("zero_pad").replace("Array4::zeros", "Array4::ones");
    place.write("submission/src/zero_pad.rs", wrong);
    let report = json(&place.test("grade submission --format json").code(1).stdout_has("{").run());
    let verdicts: Vec<&str> = report["exercises"]
        .as_array()
        .unwrap()
        .iter()
        .map(|exercise| exercise["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts[0], "wrong_answer");
    assert_eq!(verdicts[1..], ["passed"; 7]);
}

#[test]
fn reports_go_to_files_and_text_to_the_screen() {
    let place = Place::with_kit();
    place.submit("submission");
    place.write("report.json", "an old report, which is longer than the new one".repeat(4000));
    place
        .test("grade submission --report json=report.json --format text --report text=report.txt")
        .stdout_has("40/40 points")
        .run();
    let report = json(&place.read("report.json"));
    assert_eq!(report["schema"], "tensorlings.report/1");
    assert_eq!((&report["score"], &report["passed"]), (&40.0.into(), &true.into()));
    assert_eq!(names(&report), FUNCTIONS);
    let text = place.read("report.txt");
    assert!(text.contains("40/40 points") && !text.contains('\x1b'), "{text}");
}

#[test]
fn colour_is_for_the_screen_alone() {
    let place = Place::with_kit();
    place.submit("submission");
    let line = "grade --color always --exercise zero_pad submission --report text=report.txt";
    place.test(line).stdout_has("\x1b[").run();
    assert!(!place.read("report.txt").contains('\x1b'));
    place.test("grade --exercise zero_pad submission").env("NO_COLOR", "1").stdout_has("● zero_pad").run();
    let ascii = place.test("--ascii grade --exercise zero_pad submission").stdout_has("zero_pad").run();
    assert!(ascii.is_ascii(), "{ascii}");
}

#[test]
fn only_the_named_functions_are_graded() {
    let place = Place::with_kit();
    place.submit("submission");
    // Course order, whatever the order of the options.
    let line = "grade --exercise conv_forward submission --format json --exercise zero_pad";
    let report = json(&place.test(line).stdout_has("{").run());
    assert_eq!(names(&report), ["zero_pad", "conv_forward"]);
    assert_eq!((&report["max_score"], &report["passed"]), (&20.0.into(), &true.into()));
}

#[test]
fn a_score_can_be_enough() {
    let place = Place::with_kit();
    place.submit("submission");
    place.write("submission/src/pool_forward.rs", "");
    for (least, code) in [("30", 0), ("29.5", 0), ("0", 0), ("30.01", 1), ("40", 1)] {
        place
            .test(&format!("grade submission --min-score {least}"))
            .code(code)
            .stdout_has("30/40 points")
            .run();
    }
    place.test("grade submission").code(1).stdout_has("30/40 points").run();
}

#[test]
fn a_bonus_does_not_help() {
    let place = Place::with_kit();
    place.submit("submission");
    for name in &FUNCTIONS[..4] {
        std::fs::remove_file(place.path(&format!("submission/src/{name}.rs"))).unwrap();
    }
    place.test("grade submission --min-score 1").code(1).stdout_has("0/40 points · bonus 20/20").run();
}

#[test]
fn options_stand_before_or_after_the_command() {
    let place = Place::with_kit().initialised();
    for line in [
        "--workspace practice --color never grade --exercise zero_pad",
        "grade --exercise zero_pad --workspace practice --color never",
    ] {
        place.test(line).code(1).stdout_has("○ zero_pad").run();
    }
}

#[test]
fn a_submission_may_hold_a_damaged_progress_file() {
    let place = Place::with_kit();
    place.submit("submission");
    place.write("submission/.tensorlings/progress.json", "{");
    place.test("grade submission --exercise zero_pad").stdout_has("passed").run();
    assert_eq!(place.names("submission/.tensorlings"), ["progress.json"], "a submission is not written to");
}

#[test]
fn settings_of_a_submission_are_not_obeyed() {
    let place = Place::with_kit();
    place.submit("submission");
    place.write("submission/rust-toolchain.toml", "[toolchain]\nchannel = \"nightly-1999-01-01\"\n");
    place.write("submission/.cargo/config.toml", "[build]\nrustflags = [\"--nonsense\"]\n");
    place.write("submission/Cargo.toml", "this is no manifest");
    place.write("submission/build.rs", "fn main() { panic!() }");
    place.test("grade --exercise zero_pad").code(2).stderr_has("there is no workspace here").run();
    place.test("grade . --exercise zero_pad").in_folder("submission").stdout_has("passed").run();
}
