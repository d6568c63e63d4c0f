//! Workspaces that are damaged, foreign, or cannot be written to.

use crate::command::{prepared, run};
use crate::place::Place;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;

const PROGRESS: &str = "practice/.tensorlings/progress.json";

#[test]
fn a_damaged_progress_file_is_kept_aside() {
    let place = Place::new().initialised();
    for (damage, kept) in
        [("{\"format\": 1,", "progress.json.damaged-1"), ("\0\0", "progress.json.damaged-2")]
    {
        place.write(PROGRESS, damage);
        // Said even where only results and errors are wanted: it is the learner's work.
        place
            .test("-q hint zero_pad")
            .stdout_has("Hint 1 of")
            .says(&format!(
                "the progress file was damaged; it is kept as [DIR]/practice/.tensorlings/{kept}, and a new one begins"
            ))
            .run();
        assert_eq!(place.read(&format!("practice/.tensorlings/{kept}")), damage);
        place.test("-q hint zero_pad").stdout_has("Hint 2 of").run();
    }
}

#[test]
fn a_workspace_of_another_version_of_the_course() {
    let place = Place::new().initialised();
    let progress = place.read(PROGRESS).replace("\"course_version\": \"1\"", "\"course_version\": \"0\"");
    assert!(progress.contains("\"0\""));
    place.write(PROGRESS, &progress);
    let sentence = |folder: &str| {
        format!(
            "{folder} belongs to the course cnn-step-by-step version 0, not to cnn-step-by-step version 1: name that \
             course with `--course`, or start a new workspace"
        )
    };
    for command in ["list", "check zero_pad", "hint zero_pad", "reset zero_pad", "solution zero_pad", "grade"]
    {
        place.test(command).code(2).says(&sentence("[DIR]/practice")).run();
    }
    place.test("init practice").code(2).says(&sentence("practice")).run();
    assert_eq!(place.read(PROGRESS), progress, "nothing is changed");
    assert_eq!(place.names("practice/.tensorlings"), ["progress.json"]);
}

#[test]
fn a_workspace_of_another_course() {
    let place = Place::new().initialised();
    let other = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses/recurrent");
    place
        .test_words(&["--course", other.to_str().unwrap(), "init"])
        .code(2)
        .stderr_has("practice belongs to the course cnn-step-by-step version 1, not to ")
        .run();
    assert!(!place.path("practice/src/cell_forward.rs").exists());
}

#[test]
fn progress_of_a_newer_tool() {
    let place = Place::new().initialised();
    place.write(PROGRESS, "{\"format\": 99}");
    place
        .test("list")
        .code(2)
        .says("[DIR]/practice/.tensorlings/progress.json was written by a newer version of this tool; update it")
        .run();
}

#[test]
fn a_workspace_without_sources() {
    let place = Place::new().initialised();
    std::fs::remove_dir_all(place.path("practice/src")).unwrap();
    for command in ["check zero_pad", "grade"] {
        place
            .test(command)
            .code(2)
            .says("[DIR]/practice holds no `src` folder; `tensorlings init [DIR]/practice` adds what is missing")
            .run();
    }
}

#[test]
fn a_folder_that_cannot_be_written_to() {
    let place = Place::new().initialised();
    let Some(stranger) = Stranger::new(&place) else { return };
    let (code, _, stderr) = stranger.run("init new");
    assert_eq!(
        (code, stderr.as_str()),
        (2, "tensorlings: cannot write new/.tensorlings: permission denied\n")
    );
    let (code, _, stderr) = stranger.run("reset zero_pad");
    assert_eq!(code, 2);
    assert!(
        stderr.contains("cannot reset") && stderr.contains("permission denied; nothing was changed"),
        "{stderr}"
    );
    let (code, stdout, stderr) = stranger.run("hint zero_pad");
    assert_eq!(code, 0, "better a hint that is not counted than none");
    assert!(stdout.starts_with("Hint 1 of"), "{stdout}");
    assert!(
        stderr.contains("cannot save progress in") && stderr.contains("make the folder writable"),
        "{stderr}"
    );
    place.write(PROGRESS, "{");
    let (code, _, stderr) = stranger.run("list");
    assert_eq!(code, 2);
    assert!(stderr.contains("is damaged and cannot be moved aside: Permission denied"), "{stderr}");
    assert_eq!(place.read(PROGRESS), "{", "never lost");
}

/// Somebody who may read a place, but not write to it. Permissions do not bind root, who becomes nobody for this.
struct Stranger<'a> {
    place: &'a Place,
}

const NOBODY: u32 = 65534;

impl<'a> Stranger<'a> {
    fn new(place: &'a Place) -> Option<Self> {
        let stranger = Self { place };
        for folder in ["", "practice", "practice/src", "practice/.tensorlings"] {
            std::fs::set_permissions(place.path(folder), PermissionsExt::from_mode(0o555)).unwrap();
        }
        std::fs::set_permissions(place.path(PROGRESS), PermissionsExt::from_mode(0o644)).unwrap();
        if rustix::process::geteuid().is_root() {
            let mut command = prepared(&place.path(""), &["--version"]);
            if command.uid(NOBODY).gid(NOBODY).output().is_err() {
                eprintln!("SKIPPED: nobody but root can run the command where it lies here");
                return None;
            }
        }
        Some(stranger)
    }

    fn run(&self, line: &str) -> (i32, String, String) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut command = prepared(&self.place.path(""), &words);
        if rustix::process::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        let ran = run(command);
        (ran.code, ran.stdout, ran.stderr)
    }
}

impl Drop for Stranger<'_> {
    /// The place can be removed again.
    fn drop(&mut self) {
        for folder in ["", "practice", "practice/src", "practice/.tensorlings"] {
            let _ = std::fs::set_permissions(self.place.path(folder), PermissionsExt::from_mode(0o755));
        }
    }
}
