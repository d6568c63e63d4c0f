//! `init` and `reset`: a workspace that cargo accepts, and files that are never lost.

use crate::place::{FUNCTIONS, Place, solution, start};
use std::process::Command;

/// Whether cargo accepts the workspace; it may only use what is downloaded already.
fn assert_checks(place: &Place, folder: &str) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--offline", "--quiet", "--all-targets"]).current_dir(place.path(folder));
    let output = cargo.env("CARGO_TARGET_DIR", place.path("target")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_workspace_passes_cargo_check_from_the_start_files_to_the_solutions() {
    // Also inside another project, which does not list it.
    let place = Place::new();
    place.write("Cargo.toml", "[package]\nname = \"outer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    place.write("src/lib.rs", "");
    let place = place.initialised();
    assert_checks(&place, "practice");
    for name in FUNCTIONS {
        place.write(&format!("practice/src/{name}.rs"), solution(name));
    }
    assert_checks(&place, "practice");
    assert_checks(&place, ".");
}

#[test]
fn init_says_what_it_did_and_what_comes_next() {
    let place = Place::new();
    place
        .test("init")
        .stdout(
            "practice is ready: 13 files.\n\
             Edit practice/src/zero_pad.rs, then run `tensorlings check zero_pad`, or open the workbench: `tensorlings`.\n",
        )
        .run();
    place
        .test("init course/mine")
        .stdout(
            "course/mine is ready: 13 files.\n\
             Edit course/mine/src/zero_pad.rs, then run `tensorlings check zero_pad --workspace course/mine`, or open the workbench: `tensorlings course/mine`.\n",
        )
        .run();
    assert_eq!(place.read("practice/src/zero_pad.rs"), start("zero_pad"));
    assert_eq!(place.names("practice"), [".gitignore", ".tensorlings", "Cargo.toml", "src", "support"]);
}

#[test]
fn what_init_says_names_the_course_and_so_does_who_forgets_it() {
    let place = Place::new();
    place.test("-q course new mine").run();
    place
        .test("init trial --course mine")
        .stdout_has("`tensorlings check scale_rows --course mine --workspace trial`")
        .stdout_has("`tensorlings --course mine trial`")
        .run();
    place
        .test("check scale_rows --workspace trial")
        .code(2)
        .says("trial belongs to the course my-course version 1, not to cnn-step-by-step version 1: name that course with `--course`, or start a new workspace")
        .run();
}

#[test]
fn init_never_overwrites() {
    let place = Place::new().initialised();
    for name in ["src/zero_pad.rs", "src/lib.rs", "Cargo.toml", "support/src/lib.rs", ".gitignore"] {
        place.write(&format!("practice/{name}"), "mine");
    }
    place.test("init").stdout_has("practice is complete already: all its 13 files are kept.").run();
    for name in ["src/zero_pad.rs", "src/lib.rs", "Cargo.toml", "support/src/lib.rs", ".gitignore"] {
        assert_eq!(place.read(&format!("practice/{name}")), "mine", "{name}");
    }
}

#[test]
fn init_adds_what_is_missing() {
    let place = Place::new().initialised();
    std::fs::remove_file(place.path("practice/src/zero_pad.rs")).unwrap();
    std::fs::remove_dir_all(place.path("practice/support")).unwrap();
    place.test("init").stdout_has("practice is ready: 3 files added, 10 kept.").run();
    assert_eq!(place.read("practice/src/zero_pad.rs"), start("zero_pad"));
}

#[test]
fn init_completes_what_a_kill_interrupted() {
    // All that exists at the earliest moment at which another project could be suspected.
    let place = Place::new();
    std::fs::create_dir_all(place.path("practice/.tensorlings")).unwrap();
    place.write("practice/Cargo.toml", "");
    place.test("init").stdout_has("practice is ready: 12 files added, 1 kept.").run();
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_and_a_second_init_completes_them() {
    for delay in [0, 1, 2, 3, 5, 8] {
        let place = Place::new();
        let mut child = crate::command::prepared(&place.path(""), &["-q", "init"])
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(delay));
        let _ = child.kill();
        child.wait().unwrap();
        for name in FUNCTIONS {
            if let Ok(text) = std::fs::read_to_string(place.path(&format!("practice/src/{name}.rs"))) {
                assert_eq!(text, start(name), "{name} after {delay} ms");
            }
        }
        place.test("-q init").stdout_has("practice").run();
        assert_eq!(place.read("practice/src/pool_backward.rs"), start("pool_backward"));
        place.test("-q list").stdout_has("zero_pad").run();
    }
}

#[test]
fn reset_keeps_every_old_file() {
    let place = Place::new().initialised();
    for (text, backup) in [("first", "zero_pad.1.rs"), ("second", "zero_pad.2.rs")] {
        place.write("practice/src/zero_pad.rs", text);
        place
            .test("reset zero_pad")
            .stdout(&format!(
                "practice/src/zero_pad.rs is as at the start; the old file is kept as practice/.tensorlings/backups/{backup}.\n"
            ))
            .run();
        assert_eq!(place.read("practice/src/zero_pad.rs"), start("zero_pad"));
    }
    assert_eq!(place.read("practice/.tensorlings/backups/zero_pad.1.rs"), "first");
    assert_eq!(place.read("practice/.tensorlings/backups/zero_pad.2.rs"), "second");
    std::fs::remove_file(place.path("practice/src/zero_pad.rs")).unwrap();
    place.test("reset zero_pad").stdout("practice/src/zero_pad.rs is as at the start.\n").run();
    assert_eq!(place.names("practice/.tensorlings/backups"), ["zero_pad.1.rs", "zero_pad.2.rs"]);
}

#[test]
fn a_workspace_is_found_from_inside_from_above_and_by_name() {
    let place = Place::new().initialised();
    place.test("-q hint zero_pad").in_folder("practice/support/src").stdout_has("Hint 1 of").run();
    place.test("-q hint zero_pad").stdout_has("Hint 2 of").run();
    std::fs::create_dir(place.path("elsewhere")).unwrap();
    place
        .test("-q --workspace ../practice hint zero_pad")
        .in_folder("elsewhere")
        .stdout_has("Hint 3 of")
        .run();
    place
        .test("-q hint zero_pad --workspace ../practice")
        .in_folder("elsewhere")
        .stdout_has("Hint 4 of")
        .run();
}
