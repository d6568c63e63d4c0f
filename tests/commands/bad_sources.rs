//! A file that is not taken, or does not fit: a verdict with its reason, exit code 1.

use crate::place::{Place, solution};
use std::fs::File;

const FILE: &str = "practice/src/zero_pad.rs";

fn place() -> Place {
    let place = Place::with_kit().initialised();
    std::fs::remove_file(place.path(FILE)).unwrap();
    place
}

fn refused(place: &Place, reason: &str) {
    let report = place.test("check zero_pad").code(1).stdout_has("✗ zero_pad  compile error").run();
    let words: Vec<&str> = report.split_whitespace().collect();
    let expected = format!("error: src/zero_pad.rs is not taken: {reason}");
    assert!(words.join(" ").ends_with(&expected), "{report} does not end with `{expected}`");
}

#[test]
fn a_missing_file() {
    place()
        .test("check zero_pad")
        .code(1)
        .stdout_has("○ zero_pad  missing")
        .stdout_has("There is no src/zero_pad.rs.")
        .says("`tensorlings reset zero_pad` writes the start file")
        .run();
}

#[test]
fn an_empty_file() {
    let place = place();
    place.write(FILE, " \n\n");
    refused(&place, "it is empty; it needs `pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64>`");
}

#[test]
fn bytes_that_are_no_text() {
    let place = place();
    place.write(FILE, b"pub fn zero_pad() {} // \xff\xfe");
    refused(&place, "it is not UTF-8 text; save it as UTF-8");
    place.write(FILE, b"pub fn zero_pad() {}\0");
    refused(&place, "it holds a NUL byte; save it as plain UTF-8 text");
}

#[test]
fn a_file_of_a_gigabyte() {
    let place = place();
    File::create(place.path(FILE)).unwrap().set_len(1 << 30).unwrap();
    refused(&place, "it is larger than 256 KiB");
}

#[test]
fn a_link() {
    let place = place();
    place.write("elsewhere.rs", solution("zero_pad"));
    std::os::unix::fs::symlink("../../elsewhere.rs", place.path(FILE)).unwrap();
    refused(&place, "it is a link; put the file itself there");
    // A link to nowhere is no missing file.
    std::fs::remove_file(place.path("elsewhere.rs")).unwrap();
    refused(&place, "it is a link; put the file itself there");
}

#[test]
fn a_linked_folder_of_sources() {
    let place = Place::with_kit().initialised();
    std::fs::rename(place.path("practice/src"), place.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", place.path("practice/src")).unwrap();
    refused(&place, "`src` is a link; put the folder itself there");
}

#[test]
fn what_is_no_file_at_all() {
    let place = place();
    std::fs::create_dir(place.path(FILE)).unwrap();
    refused(&place, "it is not a regular file");
    std::fs::remove_dir(place.path(FILE)).unwrap();
    let made = std::process::Command::new("mkfifo").arg(place.path(FILE)).status().unwrap();
    assert!(made.success());
    refused(&place, "it is not a regular file");
}

#[test]
fn a_wrong_signature() {
    let place = place();
    place.write(FILE, "pub fn zero_pad(x: u8) -> u8 {\n    x\n}\n");
    let report = place.test("check zero_pad").code(1).stdout_has("✗ zero_pad  compile error").run();
    let words: Vec<&str> = report.split_whitespace().collect();
    let expected =
        "`zero_pad` must have the signature `pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64>`";
    assert!(words.join(" ").contains(expected), "{report}");
    assert!(report.contains("\n\n  error") && !report.contains("\n\n\n"), "{report}");
    let json =
        place.test("grade --exercise zero_pad --format json").code(1).stdout_has("compile_error").run();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let diagnostic = &json["exercises"][0]["diagnostics"][0];
    assert_eq!((&diagnostic["file"], &diagnostic["line"]), (&"src/zero_pad.rs".into(), &1.into()));
    assert_eq!(diagnostic["message"], expected);
}

#[test]
fn a_file_that_may_not_be_read() {
    if rustix::process::geteuid().is_root() {
        eprintln!("SKIPPED: no permission keeps root from reading a file");
        return;
    }
    let place = place();
    place.write(FILE, solution("zero_pad"));
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o000);
    std::fs::set_permissions(place.path(FILE), permissions).unwrap();
    refused(&place, "it cannot be read: Permission denied (os error 13)");
}
