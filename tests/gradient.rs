//! `check --gradient`: what a backward function returns against differences through the reference of its forward one.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;

use command::tensorlings;
use std::path::Path;

/// What `check --gradient` says of each gradient of one version of a function.
fn gradients(course: &[&str], name: &str, version: &Path) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| tensorlings(folder.path(), &[course, arguments].concat());
    assert_eq!(run(&["-q", "init", "."]).code, 0);
    std::fs::copy(version, folder.path().join(format!("src/{name}.rs"))).unwrap();
    let ran = run(&["check", name, "--gradient"]);
    let told = ran.stdout.split_once("── gradients in the case ").unwrap().1;
    let lines = told.lines().filter(|line| line.starts_with("  ● ") || line.starts_with("  ✗ "));
    lines.map(|line| line.trim().to_owned()).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn right_gradients_agree() {
    for name in ["conv_backward", "pool_backward"] {
        let told = gradients(&[], name, &root().join("exercises").join(name).join("solution.rs"));
        assert!(!told.is_empty() && told.iter().all(|line| line.starts_with("● ")), "{told:?}");
    }
}

#[test]
fn only_the_gradient_that_is_wrong_disagrees() {
    let version = root().join("exercises/conv_backward/mistakes/filter_gradient_rotated.rs");
    let told = gradients(&[], "conv_backward", &version);
    let [input, filters, biases] = told.as_slice() else { panic!("{told:?}") };
    assert!(input.starts_with("● dA_prev  agrees in ") && biases.starts_with("● db  agrees in "), "{told:?}");
    assert!(
        filters.starts_with("✗ dW  ") && filters.contains(" disagree, by a relative error of up to "),
        "{told:?}"
    );
}

#[test]
fn a_function_that_is_not_linear_is_checked_with_the_cache_of_its_forward_function() {
    let course = root().join("tests/courses/recurrent");
    let course = ["--course", course.to_str().unwrap()];
    let version = root().join("tests/courses/recurrent/cell_backward/solution.rs");
    let told = gradients(&course, "cell_backward", &version);
    assert_eq!(told.len(), 4);
    assert!(told.iter().all(|line| line.contains("agrees in ")), "{told:?}");
}

#[test]
fn gradients_are_told_in_words() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(tensorlings(folder.path(), &["-q", "init", "."]).code, 0);
    let version = root().join("exercises/conv_backward/mistakes/filter_gradient_rotated.rs");
    std::fs::copy(version, folder.path().join("src/conv_backward.rs")).unwrap();
    let ran = tensorlings(folder.path(), &["--plain", "check", "conv_backward", "--gradient"]);
    let told = ran.stdout.split_once("Gradients in case ").unwrap().1;
    let lines: Vec<&str> = told.lines().skip(1).collect();
    let [input, filters, biases] = lines.as_slice() else { panic!("{told}") };
    assert_eq!((*input, *biases), ("dA_prev agrees.", "db agrees."));
    assert!(
        filters.starts_with("dW: ") && filters.contains(" cells disagree. The worst: cell "),
        "{filters}"
    );
}

#[test]
fn lists_of_caches_come_from_the_forward_function_itself() {
    let course = root().join("tests/courses/recurrent");
    let options = ["--course", course.to_str().unwrap()];
    let solution = course.join("sequence_backward/solution.rs");
    let told = gradients(&options, "sequence_backward", &solution);
    assert_eq!(told.len(), 4);
    assert!(told.iter().all(|line| line.contains("agrees in ")), "{told:?}");
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("wrong.rs");
    let text = std::fs::read_to_string(&solution).unwrap();
    let changed = text.replace("total.w_a += ", "total.w_a -= ");
    assert_ne!(text, changed);
    std::fs::write(&wrong, changed).unwrap();
    let told = gradients(&options, "sequence_backward", &wrong);
    let disagrees = |line: &&String| line.starts_with("✗ ");
    assert_eq!(told.iter().filter(disagrees).count(), 1, "{told:?}");
    assert!(told.iter().find(disagrees).unwrap().starts_with("✗ dw_a  "), "{told:?}");
}

#[test]
fn a_forward_function_has_no_gradients_to_check() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(tensorlings(folder.path(), &["-q", "init", "."]).code, 0);
    let ran = tensorlings(folder.path(), &["check", "zero_pad", "--gradient"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.stderr,
        "tensorlings: `zero_pad` is no backward function: its exercise names no `gradient_of`\n"
    );
}
