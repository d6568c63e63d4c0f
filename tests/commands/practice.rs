//! A learner's day: list, hint, check, solution.

use crate::place::{Place, solution};
use serde_json::Value;

fn progress(place: &Place) -> Value {
    serde_json::from_str(&place.read("practice/.tensorlings/progress.json")).unwrap()
}

#[test]
fn the_list_before_and_after() {
    let place = Place::with_kit().initialised();
    let before = place.test("list").stdout_has("Convolutional networks, step by step").run();
    assert_eq!(before.lines().filter(|line| line.starts_with("  ○ ")).count(), 8, "{before}");
    assert!(before.contains("  ○ zero_pad                      –/10  "), "{before}");
    assert!(before.contains("  optional, for bonus points\n  ○ conv_backward "), "{before}");
    place.write("practice/src/zero_pad.rs", solution("zero_pad"));
    place.write("practice/src/conv_single_step.rs", solution("conv_single_step").replace('+', "-"));
    place.test("check zero_pad").stdout_has("● zero_pad").run();
    place.test("check conv_single_step").code(1).stdout_has("◐ conv_single_step  wrong answer").run();
    let after = place.test("list").stdout_has("Convolutional").run();
    assert!(after.contains("  ● zero_pad                     10/10  "), "{after}");
    assert!(after.contains("  ◐ conv_single_step            0.5/10  "), "{after}");
    assert!(after.contains("  ○ conv_forward                  –/10  "), "{after}");
}

#[test]
fn hints_come_one_by_one_and_are_counted() {
    let place = Place::new().initialised();
    let first = place
        .test("hint zero_pad")
        .stdout_has("Hint 1 of 4: ")
        .says(
            "no run of `zero_pad` is remembered, so its hints come in their order; after `tensorlings check zero_pad` \
             they are chosen by what it finds",
        )
        .run();
    assert_eq!(first.lines().count(), 1);
    let second = place.test("-q hint zero_pad").stdout_has("Hint 2 of 4: ").run();
    assert!(second.starts_with(&first), "the earlier ones are shown again");
    for _ in 0..2 {
        place.test("-q hint zero_pad").stdout_has("Hint 3 of 4: ").run();
    }
    place.test("hint zero_pad").stdout_has("These are all the hints for `zero_pad`.").run();
    assert_eq!(progress(&place)["exercises"]["zero_pad"]["hints_used"], 4);
}

#[test]
fn hints_are_chosen_by_what_the_last_check_found() {
    let place = Place::with_kit().initialised();
    let mistake = include_str!("../../exercises/zero_pad/mistakes/image_in_top_left_corner.rs");
    place.write("practice/src/zero_pad.rs", mistake);
    place.test("check zero_pad").code(1).stdout_has("Recognised:").run();
    place
        .test("hint zero_pad")
        .stdout_has("Hint 1 of 4: The images belong in the middle")
        .says("chosen by the last run: the mistake was recognised")
        .run();
    // The last one is nearly the answer: only who asks for it gets it before the others.
    let asked = place.test("hint zero_pad --last").stdout_has("Hint 2 of 4: `slice_mut(").run();
    assert_eq!(place.test("hint zero_pad --last").stdout_has("Hint 2 of 4: ").run(), asked);
    assert_eq!(progress(&place)["exercises"]["zero_pad"]["hints_used"], 2);
    place
        .test("hint zero_pad")
        .stdout_has("Hint 3 of 4: Begin with")
        .says("chosen by the last run: its diagnosis speaks of the border")
        .run();
}

#[test]
fn what_was_printed_and_what_did_not_run_is_told() {
    let place = Place::with_kit().initialised();
    let ends = "println!(\"pad {pad}\"); eprintln!(\"to the end\"); std::process::abort()";
    let start = place.read("practice/src/zero_pad.rs");
    let todo = start.find("todo!").unwrap();
    place.write("practice/src/zero_pad.rs", format!("{}{ends}\n}}\n", &start[..todo]));
    place
        .test("check zero_pad")
        .code(1)
        .stdout_has("\n\n  printed:\n  pad 2\n\n  printed to stderr:\n  to the end\n")
        .stdout_has("\n\n  2 more cases fail:\n")
        .stdout_has("\n\n  18 more cases were not run after that.\n")
        .run();
}

#[test]
fn check_records_every_attempt() {
    let place = Place::with_kit().initialised();
    place
        .test("check zero_pad")
        .code(1)
        .stdout_has("○ zero_pad  not started")
        .stdout_has("Write it in src/zero_pad.rs: there is only a `todo!()` so far.")
        .run();
    place.write("practice/src/zero_pad.rs", solution("zero_pad"));
    place.test("check zero_pad").stdout_has("● zero_pad  passed").run();
    place.write("practice/src/zero_pad.rs", "pub fn zero_pad(");
    place.test("check zero_pad").code(1).stdout_has("unclosed delimiter").run();
    let record = &progress(&place)["exercises"]["zero_pad"];
    let verdicts: Vec<&str> = record["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attempt| attempt["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts, ["not_started", "passed", "compile_error"]);
    assert_eq!((&record["best_score"], &record["passed"]), (&10.0.into(), &true.into()));
}

#[test]
fn the_solution_is_for_those_who_have_passed() {
    let place = Place::with_kit().initialised();
    // Said even where only results and errors are wanted: it is the result.
    place
        .test("-q solution zero_pad")
        .code(1)
        .says("`zero_pad` has not passed yet; see the solution all the same with `tensorlings solution zero_pad --anyway`")
        .run();
    place.test("solution zero_pad --anyway").stdout(&solution("zero_pad")).run();
    place.write("practice/src/zero_pad.rs", solution("zero_pad"));
    place.test("check zero_pad").stdout_has("passed").run();
    place.write("practice/src/zero_pad.rs", "");
    place.test("check zero_pad").code(1).stdout_has("it is empty").run();
    place.test("solution zero_pad").stdout(&solution("zero_pad")).run();
}

#[test]
fn hints_are_told_in_the_report() {
    let place = Place::with_kit().initialised();
    place.test("-q hint zero_pad").stdout_has("Hint 1 of").run();
    let json = place.test("grade --format json --exercise zero_pad").code(1).stdout_has("{").run();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["exercises"][0]["hints_used"], 1);
}

#[test]
fn doctor_names_what_is_there() {
    let place = Place::with_kit();
    let report = place.test("doctor").stdout_has("toolchain").run();
    for topic in ["cache", "toolchain", "linker", "C compiler", "C library", "kit", "sandbox", "colour"] {
        assert!(report.lines().any(|line| line.contains(topic)), "no {topic} in {report}");
    }
}
