//! Fresh cases: found, made small, made again from their ids, written to files, and graded.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;

use command::{Ran, tensorlings};
use std::path::Path;
use tempfile::TempDir;
use tensorlings::formats::npz;

/// A workspace in which one function is written.
struct Workspace(TempDir);

impl Workspace {
    fn with(name: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(tensorlings(folder.path(), &["-q", "init", "."]).code, 0);
        Self(folder).edited(name, text)
    }

    fn solved(name: &str) -> Self {
        Self::with(name, &solution(name))
    }

    fn edited(self, name: &str, text: &str) -> Self {
        std::fs::write(self.0.path().join(format!("src/{name}.rs")), text).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        tensorlings(self.0.path(), arguments)
    }
}

fn solution(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises").join(name).join("solution.rs");
    std::fs::read_to_string(file).unwrap()
}

/// Wrong exactly where the padding is at least 2: the last row is not moved far enough.
const PADS_ONE_AT_MOST: &str = "use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, h, w, c) = x.dim();
    let mut padded = Array4::zeros((m, h + 2 * pad, w + 2 * pad, c));
    let start = pad.min(1);
    padded.slice_mut(s![.., start..start + h, pad..pad + w, ..]).assign(&x);
    padded
}
";

/// The id that a search or a replay prints.
fn id(ran: &Ran) -> String {
    let line = ran.stdout.lines().last().unwrap();
    line.strip_prefix("Again, on any machine: tensorlings replay ").unwrap().to_owned()
}

#[test]
fn a_right_function_has_no_counterexample() {
    let ran = Workspace::solved("distribute_value").run(&[
        "fuzz",
        "distribute_value",
        "--seed",
        "4",
        "--cases",
        "60",
    ]);
    let stdout = "`distribute_value` passes 60 fresh cases, with the seed 4\n".to_owned();
    assert_eq!(ran, Ran { code: 0, stdout, stderr: String::new() });
}

#[test]
fn a_counterexample_is_made_as_small_as_it_gets() {
    let workspace = Workspace::with("zero_pad", PADS_ONE_AT_MOST);
    let ran = workspace.run(&["fuzz", "zero_pad", "--seed", "1"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    // One image of one cell and one channel, padded by 2; a number of one digit, in plain memory.
    let id = id(&ran);
    assert!(id.starts_with("cnn-step-by-step@1/zero_pad/1,1,1,1,2/"), "{id}");
    assert!(id.ends_with("/w2/cc"), "{id}");
    assert!(ran.stdout.starts_with("A case that fails, after "), "{}", ran.stdout);
    assert_eq!(self::id(&workspace.run(&["fuzz", "zero_pad", "--seed", "1"])), id);
}

#[test]
fn an_id_makes_the_case_again_before_and_after_it_is_mended() {
    let id = "cnn-step-by-step@1/zero_pad/1,2,1,1,2/3/w9/rc";
    let workspace = Workspace::with("zero_pad", PADS_ONE_AT_MOST);
    let failing = workspace.run(&["replay", id]);
    assert_eq!((failing.code, self::id(&failing).as_str()), (1, id));
    assert!(failing.stdout.contains("x_pad[0,:,:,0]"), "{}", failing.stdout);
    let mended = workspace.edited("zero_pad", &solution("zero_pad")).run(&["replay", id]);
    let stdout = "`zero_pad` passes this case\n".to_owned();
    assert_eq!(mended, Ran { code: 0, stdout, stderr: String::new() });
}

#[test]
fn what_is_no_case_here_is_refused_in_a_sentence() {
    let workspace = Workspace::solved("zero_pad");
    let refused = [
        (
            "zero_pad",
            "`zero_pad` is not the id of a case; `tensorlings fuzz` prints them: COURSE@VERSION/FUNCTION/SYMBOLS/SEED/SCALE/LAYOUTS",
        ),
        (
            "other@2/zero_pad/1,1,1,1,2/3/d/cc",
            "this case belongs to the course other in version 2, and this is cnn-step-by-step in version 1; name the other course by --course",
        ),
        ("cnn-step-by-step@1/shift/1/3/d/c", "the course has no function `shift`"),
        (
            "cnn-step-by-step@1/zero_pad/1,0,1,1,2/3/d/cc",
            "there is no such case of `zero_pad`: the axis `n_H` of `x` has the length 0: it must be at least 1",
        ),
        (
            "cnn-step-by-step@1/zero_pad/1,1,1,1/3/d/cc",
            "there is no such case of `zero_pad`: the value of `pad` is missing",
        ),
        (
            "cnn-step-by-step@1/zero_pad/1,1,1,1,2/3/d/c",
            "there is no such case of `zero_pad`: it needs 2 layouts, one for each argument",
        ),
        (
            "cnn-step-by-step@1/zero_pad/1,999999999,1,1,2/3/d/cc",
            "there is no such case of `zero_pad`: `n_H` cannot be 999999999",
        ),
    ];
    for (id, sentence) in refused {
        let ran = workspace.run(&["replay", id]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{id}");
        let told = ran.stderr.strip_prefix("tensorlings: ").unwrap();
        assert_eq!(told.trim_end(), sentence);
    }
}

#[test]
fn a_case_is_written_as_tensors_and_as_a_test() {
    let workspace = Workspace::with("zero_pad", PADS_ONE_AT_MOST);
    let id = "cnn-step-by-step@1/zero_pad/1,1,2,1,2/3/w9/fc";
    let ran = workspace.run(&["replay", id, "--export", "case.npz", "--export-test", "case.rs"]);
    assert_eq!(ran.code, 1);
    let archive = npz::read(&std::fs::read(workspace.0.path().join("case.npz")).unwrap()).unwrap();
    let shapes: Vec<(&str, &[usize])> =
        archive.iter().map(|(name, tensor)| (name.as_str(), tensor.shape())).collect();
    let padded: &[usize] = &[1, 5, 6, 1];
    assert_eq!(
        shapes,
        [
            ("input/x", &[1, 1, 2, 1][..]),
            ("input/pad", &[][..]),
            ("expected/x_pad", padded),
            ("actual/x_pad", padded)
        ]
    );
    insta::assert_snapshot!(std::fs::read_to_string(workspace.0.path().join("case.rs")).unwrap());
}

#[test]
fn a_case_of_structs_and_several_results_is_written_as_a_test() {
    let workspace = Workspace::solved("conv_forward");
    let id = "cnn-step-by-step@1/conv_forward/1,2,3,1,2,1,1,0/5/w4/wcccc";
    assert_eq!(workspace.run(&["replay", id, "--export-test", "case.rs"]).code, 0);
    insta::assert_snapshot!(std::fs::read_to_string(workspace.0.path().join("case.rs")).unwrap());
}

#[test]
fn lists_of_structs_are_written_as_a_test() {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses/recurrent");
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        tensorlings(folder.path(), &[&["-q", "--course", course.to_str().unwrap()], arguments].concat())
    };
    assert_eq!(run(&["init", "."]).code, 0);
    for name in ["sequence_forward", "sequence_backward"] {
        let text = std::fs::read_to_string(course.join(name).join("solution.rs")).unwrap();
        let wrong = text
            .replace("(states, caches)", "(states * 2.0, caches)")
            .replace("(carried, total)", "(carried * 2.0, total)");
        assert_ne!(text, wrong);
        std::fs::write(folder.path().join(format!("src/{name}.rs")), wrong).unwrap();
        let ran = run(&["fuzz", name, "--seed", "3", "--cases", "5", "--export-test", "case.rs"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
        let exported = std::fs::read_to_string(folder.path().join("case.rs")).unwrap();
        insta::assert_snapshot!(format!("a_test_of_{name}"), exported);
    }
}

#[test]
fn a_case_is_told_in_words() {
    let workspace = Workspace::with("zero_pad", PADS_ONE_AT_MOST);
    let id = "cnn-step-by-step@1/zero_pad/1,1,2,1,2/3/w9/fc";
    let ran = workspace.run(&["--plain", "replay", id]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines[..2], ["This case fails:", "m is 1, n_H is 1, n_W is 2, n_C is 1, pad is 2."]);
    assert!(lines[2].starts_with("Case ") && lines[2].ends_with(": wrong answer."), "{lines:?}");
    assert!(lines[3].starts_with("Output x_pad: ") && lines[4].starts_with("The worst: cell "), "{lines:?}");
    assert_eq!(lines[5..], [format!("Again, on any machine: tensorlings replay {id}")]);
    let found = workspace.run(&["--plain", "fuzz", "zero_pad", "--seed", "1"]);
    assert_eq!((found.code, found.stderr.as_str()), (1, ""));
    let told = found.stdout;
    assert!(
        told.starts_with("A case that fails, after ") && !told.contains(['─', '●', '▇', '\u{1b}']),
        "{told}"
    );
}

#[test]
fn what_cannot_be_run_is_no_counterexample() {
    let workspace = Workspace::with("zero_pad", "pub fn zero_pad() {}\n");
    let ran = workspace.run(&["fuzz", "zero_pad", "--seed", "1"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.starts_with("`zero_pad` cannot be tried, compile error: "), "{}", ran.stdout);
    let start =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises/zero_pad/start.rs"));
    let ran = workspace.edited("zero_pad", &start.unwrap()).run(&["fuzz", "zero_pad", "--seed", "1"]);
    let stdout = "`zero_pad` is not started: there is only a `todo!()` so far\n".to_owned();
    assert_eq!(ran, Ran { code: 1, stdout, stderr: String::new() });
}

#[test]
fn what_fails_only_among_other_calls_is_told_and_is_no_counterexample() {
    let text = "use ndarray::*;
use std::sync::atomic::{AtomicUsize, Ordering};

static CALLS: AtomicUsize = AtomicUsize::new(0);

pub fn distribute_value(dz: f64, shape: (usize, usize)) -> Array2<f64> {
    let late = CALLS.fetch_add(1, Ordering::Relaxed) > 0;
    Array2::from_elem(shape, if late { 0.0 } else { dz / (shape.0 * shape.1) as f64 })
}
";
    let ran = Workspace::with("distribute_value", text).run(&[
        "fuzz",
        "distribute_value",
        "--seed",
        "1",
        "--cases",
        "10",
    ]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.stderr,
        "tensorlings: 9 of the cases failed once and passed when they were run again alone: does `distribute_value` keep something between calls?\n"
    );
}

#[test]
fn fresh_cases_are_graded_with_the_others_and_stay_hidden() {
    // Right in all of the course's cases, where no image is 5 cells high and 1 wide.
    let text = solution("zero_pad").replacen(
        '{',
        "{\n    if x.dim().1 == 5 && x.dim().2 == 1 { return x.to_owned() }",
        1,
    );
    let workspace = Workspace::with("zero_pad", &text);
    let verdict = |options: &[&str]| {
        let arguments = [&["grade", "--exercise", "zero_pad", "--format", "json"], options].concat();
        let report: serde_json::Value = serde_json::from_str(&workspace.run(&arguments).stdout).unwrap();
        let exercise = report["exercises"][0].clone();
        let fresh = exercise["cases"].as_array().unwrap().iter().filter(|case| {
            case["visibility"] == "hidden" && case["id"].as_str().unwrap().starts_with("zero_pad/hidden-")
        });
        // Nothing but hidden cases fails, so nothing is said of the failure.
        assert!(exercise["diagnosis"].is_null() && exercise["cause"].is_null(), "{exercise}");
        let fresh = fresh
            .inspect(|case| assert!(case["outputs"] == serde_json::json!([]) && case["millis"].is_null()));
        (exercise["verdict"].as_str().unwrap().to_owned(), fresh.count())
    };
    assert_eq!(verdict(&[]), ("passed".to_owned(), 0));
    assert_eq!(verdict(&["--seed", "3", "--cases", "2"]).1, 2);
    let (found, fresh) = verdict(&["--seed", "3", "--cases", "120"]);
    assert_eq!(fresh, 120);
    assert_ne!(found, "passed");
}
