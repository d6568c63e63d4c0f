//! A course that cannot be used: the file, the line, and exit code 2.

use crate::place::{Place, course_file};

/// A course of one function, taken from the embedded one.
fn course(place: &Place) {
    let manifest = course_file("zero_pad/exercise.toml");
    place.write("course/course.toml", COURSE);
    place.write("course/zero_pad/exercise.toml", manifest);
    for file in ["support.rs", "calls.rs", "zero_pad/lesson.md", "zero_pad/start.rs", "zero_pad/solution.rs"]
    {
        place.write(&format!("course/{file}"), course_file(file));
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises/zero_pad");
    place.write("course/zero_pad/expected.npz", std::fs::read(folder.join("expected.npz")).unwrap());
    // Its hints name them.
    for mistake in std::fs::read_dir(folder.join("mistakes")).unwrap().map(Result::unwrap) {
        let name = mistake.file_name().into_string().unwrap();
        place.write(&format!("course/zero_pad/mistakes/{name}"), std::fs::read(mistake.path()).unwrap());
    }
}

#[test]
fn a_sound_course_is_read_from_its_folder() {
    let place = Place::new();
    course(&place);
    place.test("--course course list").stdout_has("One function").stderr_has("no workspace yet").run();
}

#[test]
fn a_manifest_that_is_not_toml() {
    let place = Place::new();
    course(&place);
    place.write("course/course.toml", "id = \"one\"\nversion = \n");
    place.test("list --course course").code(2).stderr_has("tensorlings: course/course.toml, line 2: ").run();
}

#[test]
fn a_key_that_there_is_not() {
    let place = Place::new();
    course(&place);
    place.write("course/course.toml", format!("colour = \"red\"\n{COURSE}"));
    place
        .test("list --course course")
        .code(2)
        .stderr_has("tensorlings: course/course.toml, line 1: unknown field `colour`")
        .run();
}

#[test]
fn an_exercise_without_its_file() {
    let place = Place::new();
    course(&place);
    std::fs::remove_file(place.path("course/zero_pad/start.rs")).unwrap();
    place
        .test("list --course course")
        .code(2)
        .says("course/zero_pad/start.rs is missing: every exercise needs this file")
        .run();
}

#[test]
fn stored_tensors_that_are_damaged() {
    let place = Place::new();
    course(&place);
    place.write("course/zero_pad/expected.npz", "PK");
    place
        .test("list --course course")
        .code(2)
        .stderr_has("tensorlings: course/zero_pad/expected.npz: ")
        .stderr_has("run the course's `oracle.py --write`")
        .run();
}

#[test]
fn solutions_that_are_never_shown() {
    let place = Place::new();
    course(&place);
    place.write("course/course.toml", COURSE.replace("after_pass", "never"));
    place
        .test("--course course solution zero_pad --anyway")
        .code(2)
        .says("this course does not show solutions")
        .run();
}

const COURSE: &str = r#"id = "one"
version = "1"
title = "One function"
solutions = "after_pass"

[[exercise]]
name = "zero_pad"
points = 10
standing = "graded"
needs = []
"#;
