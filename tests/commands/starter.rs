//! `init --ci`: a classroom's starter repository, and what a student does with a clone of it.

use crate::place::{FUNCTIONS, Place};
use std::fs;
use std::process::Command;

const HOSTS: [(&str, &str); 2] = [("github", ".github/workflows/grade.yml"), ("gitlab", ".gitlab-ci.yml")];

/// The words after `tensorlings` in the line of a CI file that grades.
fn grading_line(workflow: &str) -> String {
    let lines: Vec<&str> = workflow
        .lines()
        .filter_map(|line| line.split_once("tensorlings grade "))
        .map(|(_, rest)| rest)
        .collect();
    assert_eq!(lines.len(), 1, "{workflow}");
    format!("grade {}", lines[0])
}

#[test]
fn a_starter_repository_is_graded_by_its_own_line() {
    for (host, file) in HOSTS {
        let place = Place::with_kit();
        place.test(&format!("-q init class --ci {host}")).stdout_has("class is ready: 15 files.").run();
        let workflow = place.read(&format!("class/{file}"));
        assert!(!workflow.contains("@VERSION@") && !workflow.contains("@RUST@"), "{workflow}");
        assert!(workflow.contains(concat!("tensorlings@", env!("CARGO_PKG_VERSION"))), "{workflow}");
        // As the CI has it: without what git ignores.
        fs::remove_dir_all(place.path("class/.tensorlings")).unwrap();
        place.test(&grading_line(&workflow)).in_folder("class").code(1).stdout_has("0").run();
        assert!(place.read("class/report.html").contains("</html>"), "{host}");
    }
}

#[test]
fn the_readme_lists_every_function_and_what_it_earns() {
    let place = Place::new();
    place.test("-q init class --ci github").stdout_has("class is ready").run();
    let readme = place.read("class/README.md");
    let rows: Vec<&str> = readme.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows.len(), FUNCTIONS.len(), "{readme}");
    for (row, name) in rows.iter().zip(FUNCTIONS) {
        assert!(row.starts_with(&format!("| `{name}` | ")), "{row}");
    }
    assert_eq!(rows.iter().filter(|row| row.ends_with("| optional |")).count(), 4, "{readme}");
}

#[test]
fn a_ci_file_and_a_readme_of_ones_own_stay_as_they_are() {
    for (host, file) in HOSTS {
        let place = Place::new();
        place.write(&format!("class/{file}"), "mine");
        place.write("class/README.md", "mine, too");
        place
            .test(&format!("-q init class --ci {host}"))
            .stdout_has("class is ready: 13 files added, 2 kept.")
            .run();
        assert_eq!(place.read(&format!("class/{file}")), "mine");
        assert_eq!(place.read("class/README.md"), "mine, too");
    }
}

#[test]
fn without_a_host_there_is_no_ci_file() {
    let place = Place::new().initialised();
    assert_eq!(place.names("practice"), [".gitignore", ".tensorlings", "Cargo.toml", "src", "support"]);
}

#[test]
fn a_clone_becomes_a_workspace_by_init_and_a_strangers_project_does_not() {
    let place = Place::new();
    place.test("-q init class --ci github").stdout_has("class is ready").run();
    fs::remove_dir_all(place.path("class/.tensorlings")).unwrap();
    place.write("class/src/zero_pad.rs", "// begun\n");
    place
        .test("check zero_pad")
        .in_folder("class")
        .code(2)
        .says(". holds the files of a workspace; `tensorlings init .` makes it one, and changes none of them")
        .run();
    place.test("-q init .").in_folder("class").stdout_has(". is complete already").run();
    place.test("list").in_folder("class").stdout_has("Convolutional networks").run();
    assert_eq!(place.read("class/src/zero_pad.rs"), "// begun\n");
    place.write("other/Cargo.toml", "[package]\nname = \"other\"\n\n[dependencies]\nsupport = \"1\"\n");
    place
        .test("init other")
        .code(2)
        .says("other holds another Rust project; name a new folder for the workspace")
        .run();
}

#[test]
fn a_ci_file_that_no_host_would_read_is_pointed_out() {
    let place = Place::new();
    let git = Command::new("git").args(["init", "--quiet"]).arg(place.path(".")).status().unwrap();
    assert!(git.success());
    place
        .test("init class --ci gitlab")
        .stdout_has("class is ready")
        .stderr_has("class is not the top of its repository; CI files are read in ")
        .run();
    place.test("init . --ci gitlab").stdout_has(". is ready").run();
}

#[test]
fn an_unknown_host_is_wrong_use() {
    let place = Place::new();
    place
        .test("init --ci jenkins")
        .code(2)
        .stderr_has("invalid value 'jenkins' for '--ci <HOST>'")
        .stderr_has("[possible values: github, gitlab]")
        .run();
    assert!(place.names(".").is_empty());
}
