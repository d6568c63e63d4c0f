//! Reports in files: whole or not at all, whatever the graded program does, and silent about hidden cases.

use crate::place::{FUNCTIONS, Place, course_file, solution};
use serde_json::Value;
use std::path::Path;

const FORMATS: [&str; 8] = ["text", "json", "junit", "github", "gradescope", "classroom", "markdown", "html"];

/// `grade` with all formats into `out.FORMAT`.
fn with_every_format(line: &str) -> String {
    let reports = FORMATS.map(|format| format!("--report {format}=out.{format}"));
    format!("{line} {}", reports.join(" "))
}

/// The embedded course in the folder `course`, for tests that change it.
fn copy_course(place: &Place) {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let (path, name) = (entry.as_ref().unwrap().path(), entry.as_ref().unwrap().file_name());
            if path.is_dir() {
                copy(&path, &to.join(name));
            } else {
                std::fs::copy(&path, to.join(name)).unwrap();
            }
        }
    }
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises"), &place.path("course"));
}

/// Remembers every shape that it was called with, and tells them in every way there is: wrong answers, prints,
/// panics, and, in the functions that come later, everything that was seen before.
const TELLTALE: &str = r#"
use crate::*;
use ndarray::{Array4, ArrayView4};
use std::sync::Mutex;

pub static SEEN: Mutex<String> = Mutex::new(String::new());

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    SEEN.lock().unwrap().push_str(&format!("<{:?}+{pad}>", x.dim()));
    println!("seen {}", SEEN.lock().unwrap());
    eprintln!("seen {}", SEEN.lock().unwrap());
    if x.dim() == (2, 2, 5, 2) {
        panic!("this is the one: {}", SEEN.lock().unwrap());
    }
    x.to_owned()
}
"#;

/// What only the case `wide` has.
const WIDE: [&str; 4] = ["(2, 2, 5, 2)", "zero_pad/wide", "(2,4,7,2)", "this is the one"];

fn tell_all(place: &Place, visibility: &str) -> Vec<(String, String)> {
    copy_course(place);
    let manifest = course_file("zero_pad/exercise.toml");
    let hidden = manifest.replacen(
        r#"{ id = "wide","#,
        &format!(r#"{{ id = "wide", visibility = "{visibility}","#),
        1,
    );
    assert_ne!(hidden, manifest);
    place.write("course/zero_pad/exercise.toml", hidden);
    place.test("-q --course course init").stdout_has("practice is ready").run();
    place.write("practice/src/zero_pad.rs", TELLTALE);
    place.write("practice/src/conv_single_step.rs", solution("conv_single_step"));
    let line =
        with_every_format("-q --course course grade --exercise zero_pad --exercise conv_forward --verbose");
    let mut told = vec![("screen".to_owned(), place.test(&line).code(1).stdout_has("zero_pad").run())];
    for format in FORMATS {
        told.push((format.to_owned(), place.read(&format!("out.{format}"))));
    }
    for command in ["check zero_pad --verbose", "--plain check zero_pad", "--plain grade"] {
        let ran = place.test(&format!("-q --course course {command}")).code(1).stdout_has("zero_pad").run();
        told.push((command.to_owned(), ran));
    }
    told.push(("progress".to_owned(), place.read("practice/.tensorlings/progress.json")));
    told
}

#[test]
fn nothing_tells_what_a_hidden_case_was() {
    let place = Place::with_kit();
    for (name, text) in tell_all(&place, "hidden") {
        for secret in WIDE {
            assert!(!text.contains(secret), "{name} tells `{secret}`:\n{text}");
        }
    }
    let report: Value = serde_json::from_str(&place.read("out.json")).unwrap();
    let cases = report["exercises"][0]["cases"].as_array().unwrap();
    let hidden: Vec<&Value> = cases.iter().filter(|case| case["visibility"] == "hidden").collect();
    let bare = serde_json::json!({
        "id": "zero_pad/hidden-1", "verdict": "panicked", "visibility": "hidden", "millis": null, "outputs": [],
        "message": null, "stdout": "", "stderr": "", "output_truncated": false,
    });
    assert_eq!(hidden, [&bare]);
    for format in ["text", "github", "gradescope", "markdown", "html"] {
        assert!(place.read(&format!("out.{format}")).contains("hidden: 0 of 1"), "{format}");
    }
}

#[test]
fn a_visible_case_is_told_in_each_of_these_ways() {
    let place = Place::with_kit();
    let told = tell_all(&place, "visible");
    for (name, text) in &told {
        let is_told = WIDE.iter().any(|secret| text.contains(secret));
        assert!(
            is_told
                || ["classroom", "progress", "--plain check zero_pad", "--plain grade"]
                    .contains(&name.as_str()),
            "{name}"
        );
    }
}

#[test]
fn every_report_is_written_whatever_kills_the_cases() {
    let place = Place::with_kit();
    place.submit("submission");
    for (name, body) in [
        ("zero_pad", "std::process::abort()"),
        ("conv_single_step", "std::process::exit(0)"),
        (
            "conv_forward",
            "fn f(n: usize) -> usize { if n == 0 { 0 } else { std::hint::black_box(f(n + 1)) + 1 } }\n    std::hint::black_box(f(1)); todo!()",
        ),
        ("pool_forward", "let all = vec![1u8; 3 << 30]; std::hint::black_box(&all); todo!()"),
    ] {
        let text = solution(name);
        let head = text.find("pub fn").unwrap();
        let open = head + text[head..].find("{\n").unwrap();
        place.write(&format!("submission/src/{name}.rs"), format!("{}{{\n    {body}\n}}\n", &text[..open]));
    }
    place.test(&with_every_format("grade submission")).code(1).stdout_has("0/40 points").run();
    let report: Value = serde_json::from_str(&place.read("out.json")).unwrap();
    let verdicts = report["exercises"].as_array().unwrap().iter().map(|one| one["verdict"].as_str().unwrap());
    let expected = ["crashed", "exited_early", "crashed", "out_of_memory"];
    assert_eq!(verdicts.take(4).collect::<Vec<_>>(), expected);
    assert_eq!(place.read("out.classroom").lines().count(), FUNCTIONS.len());
    assert!(
        place.read("out.junit").ends_with("</testsuites>\n") && place.read("out.html").ends_with("</html>\n")
    );
    let results: Value = serde_json::from_str(&place.read("out.gradescope")).unwrap();
    assert_eq!(
        (&results["score"], results["tests"].as_array().unwrap().len()),
        (&0.0.into(), FUNCTIONS.len())
    );
}

#[test]
fn an_old_report_stays_until_the_new_one_is_whole() {
    let place = Place::new();
    place.submit("submission");
    place.write("old.json", "an old report");
    // Without a toolchain there is nothing to report.
    let line = "grade submission --report json=old.json";
    place.test(line).env("PATH", "/nowhere").env("RUSTUP_HOME", "/nowhere").code(3).stderr_has("rustc").run();
    assert_eq!(place.read("old.json"), "an old report");
    assert_eq!(place.names("."), ["old.json", "submission"], "nothing is left behind");
}

#[test]
fn places_that_are_no_files() {
    let place = Place::with_kit();
    place.submit("submission");
    let grade = "grade submission --exercise zero_pad --format";
    let twice = place.test(&format!("{grade} classroom --report classroom=-")).stdout_has("zero_pad=").run();
    assert_eq!(twice.lines().count(), 2);
    let twice = place
        .test(&format!("{grade} classroom --report classroom=/dev/stdout"))
        .stdout_has("zero_pad=")
        .run();
    assert_eq!(twice.lines().count(), 2);
    place
        .test(&format!("{grade} json --report json=submission"))
        .code(2)
        .says("cannot write the report submission: is a directory")
        .run();
    place
        .test(&format!("{grade} json --report json=a --report html=b --report junit=./a"))
        .code(2)
        .says("two reports would be written to ./a; give each a file of its own")
        .run();
    assert_eq!(place.names("."), ["submission"]);
    std::os::unix::fs::symlink("real.json", place.path("link.json")).unwrap();
    place.write("real.json", "old");
    place.test(&format!("{grade} classroom --report json=link.json")).stdout_has("zero_pad=").run();
    assert!(place.path("link.json").is_symlink() && place.read("real.json").starts_with("{\"schema\""));
}

#[test]
fn the_github_format_also_writes_the_summary_of_the_step() {
    let place = Place::with_kit();
    place.submit("sub/mission");
    place.write("sub/mission/src/zero_pad.rs", "::error::");
    place.write("summary.md", "# Before\n");
    let graded = |line: &str| {
        let test = place.test(line).env("GITHUB_STEP_SUMMARY", place.path("summary.md")).code(1);
        test.env("GITHUB_WORKSPACE", place.path(".")).stdout_has("zero_pad").run()
    };
    graded("grade sub/mission --exercise zero_pad");
    assert_eq!(place.read("summary.md"), "# Before\n");
    let log = graded("grade sub/mission --exercise zero_pad --format github");
    assert!(
        log.starts_with(
            "::error file=sub/mission/src/zero_pad.rs,line=1,col=8,title=zero_pad%3A compile error::"
        ),
        "{log}"
    );
    assert!(!log.lines().any(|line| line.trim_start().starts_with("::error::")), "{log}");
    let summary = place.read("summary.md");
    assert!(summary.starts_with("# Before\n## ") && summary.contains("**0/10 points**"), "{summary}");
    // What would make it larger than GitHub takes is left out.
    place.write("summary.md", "x".repeat((1 << 20) - 100));
    graded("grade sub/mission --exercise zero_pad --format github");
    assert_eq!(place.read("summary.md").len(), (1 << 20) - 100);
}
