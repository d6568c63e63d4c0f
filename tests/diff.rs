//! `diff`: what differs, and the exit code.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "common/cache.rs"]
mod cache;
#[path = "common/command.rs"]
mod command;

use command::{Ran, tensorlings};
use std::path::Path;

fn diff(arguments: &[&str]) -> Ran {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tensors");
    tensorlings(&folder, &[&["diff"], arguments].concat())
}

#[test]
fn equal_tensors_agree_in_any_order_and_container() {
    for other in ["cube.npy", "fortran.npy", "stored.npz::cube", "deflated.npz::cube"] {
        let ran = diff(&["cube.npy", other]);
        let expected = Ran { code: 0, stdout: "all 315 cells agree\n".to_owned(), stderr: String::new() };
        assert_eq!(ran, expected, "{other}");
    }
}

#[test]
fn another_type_is_a_difference_even_where_the_values_agree() {
    let ran = diff(&["single.npy", "cube.npy", "--rtol", "1e-6"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.stdout, "expected float32 [5, 7, 9], actual float64 [5, 7, 9]\nall 315 cells agree\n");
}

#[test]
fn another_shape_is_a_difference() {
    let ran = diff(&["cube.npy", "version_2.npy"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, "expected float64 [5, 7, 9], actual float64 [7, 9]\n"));
}

#[test]
fn names_are_matched_and_the_others_listed() {
    let ran = diff(&["stored.npz", "deflated.npz"]);
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (1, "cube: all 315 cells agree\nmask: all 63 cells agree\nlong: extra\n")
    );
    let ran = diff(&["deflated.npz", "stored.npz"]);
    assert_eq!((ran.code, ran.stdout.lines().nth(1)), (1, Some("long: missing")));
}

#[test]
fn unusable_input_is_exit_2() {
    for arguments in [["objects.npy", "cube.npy"], ["cube.npy", "none.npy"]] {
        let ran = diff(&arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1);
    }
}
