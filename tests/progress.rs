//! A learner's progress: kept, capped, and never lost.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::path::{Path, PathBuf};
use tensorlings::course::{Attempt, Course, CourseSource, Loaded, Progress};

fn course() -> Course {
    Course::load(&CourseSource::Embedded).unwrap()
}

fn load(workspace: &Path) -> Result<Loaded, String> {
    Progress::load(workspace, &course()).map_err(|error| error.to_string())
}

fn attempt(when: u64, score: f64, verdict: &str) -> Attempt {
    Attempt { when, score, verdict: verdict.to_owned(), wrong_cells: 3 }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_new_workspace_has_no_progress() {
    let workspace = tempfile::tempdir().unwrap();
    let Loaded { progress, set_aside } = load(workspace.path()).unwrap();
    assert_eq!((set_aside, &progress), (None, &Progress::new(&course())));
    assert_eq!(progress.record("shift").attempts, []);
    assert_eq!(names(workspace.path()), [""; 0]);
}

#[test]
fn what_is_saved_is_loaded() {
    let workspace = tempfile::tempdir().unwrap();
    let mut progress = Progress::new(&course());
    progress.add("shift", attempt(10, 6.5, "wrong_answer"), None);
    progress.add("shift", attempt(20, 10.0, "passed"), None);
    progress.add("shift", attempt(30, 0.0, "compile_error"), None);
    progress.see_hint("shift", 2, 4);
    progress.see_hint("shift", 0, 4);
    progress.see_hint("shift", 2, 4);
    progress.selected = Some("shift".to_owned());
    progress.save(workspace.path()).unwrap();
    let loaded = load(workspace.path()).unwrap();
    assert_eq!(loaded, Loaded { progress, set_aside: None });
    let record = loaded.progress.record("shift");
    assert_eq!((record.best_score, record.passed, record.hints_used), (10.0, true, 2));
    assert_eq!(record.last_verdict.as_deref(), Some("compile_error"));
    // Nothing temporary stays behind.
    assert_eq!(names(&workspace.path().join(".tensorlings")), ["progress.json"]);
}

#[test]
fn hints_are_remembered_in_the_order_of_seeing() {
    let mut progress = Progress::new(&course());
    for position in [2, 0, 2] {
        progress.see_hint("shift", position, 4);
    }
    let record = progress.record("shift");
    assert_eq!((record.hints_used, record.seen_hints(4)), (2, vec![2, 0]));
    assert_eq!(record.seen_hints(1), [0], "a hint that the course has no more");
}

#[test]
fn a_file_that_only_counts_hints_means_the_first_ones() {
    let workspace = tempfile::tempdir().unwrap();
    Progress::new(&course()).save(workspace.path()).unwrap();
    let text = std::fs::read_to_string(Progress::file(workspace.path())).unwrap();
    let old = text.replace("\"exercises\": {}", "\"exercises\": {\"shift\": {\"hints_used\": 2}}");
    assert_ne!(old, text);
    std::fs::write(Progress::file(workspace.path()), old).unwrap();
    let mut progress = load(workspace.path()).unwrap().progress;
    assert_eq!(progress.record("shift").seen_hints(4), [0, 1]);
    progress.see_hint("shift", 3, 4);
    assert_eq!(progress.record("shift").seen_hints(4), [0, 1, 3]);
    assert_eq!(progress.record("shift").hints_used, 3);
}

#[test]
fn only_the_last_attempts_are_kept() {
    let mut progress = Progress::new(&course());
    for when in 0..600 {
        progress.add("shift", attempt(when, 1.0, "panicked"), None);
    }
    let attempts = progress.record("shift").attempts;
    assert_eq!((attempts.len(), attempts[0].when, attempts[499].when), (500, 100, 599));
}

#[test]
fn a_damaged_file_is_moved_aside_each_time() {
    let workspace = tempfile::tempdir().unwrap();
    let file = Progress::file(workspace.path());
    std::fs::create_dir(file.parent().unwrap()).unwrap();
    for (number, text) in ["{\"format\": 1, \"cour", "", "\u{0}\u{0}", "[]"].iter().enumerate() {
        std::fs::write(&file, text).unwrap();
        let loaded = load(workspace.path()).unwrap();
        let aside: PathBuf = file.with_file_name(format!("progress.json.damaged-{}", number + 1));
        assert_eq!(loaded, Loaded { progress: Progress::new(&course()), set_aside: Some(aside.clone()) });
        assert_eq!(std::fs::read_to_string(aside).unwrap(), *text);
        assert!(!file.exists());
    }
}

#[test]
fn another_course_or_version_is_refused_with_a_sentence() {
    let workspace = tempfile::tempdir().unwrap();
    let mut other = course();
    other.version = "0".to_owned();
    Progress::new(&other).save(workspace.path()).unwrap();
    let course = course();
    let expected = format!(
        "{} belongs to the course {id} version 0, not to {id} version {}: name that course with `--course`, or start \
         a new workspace",
        workspace.path().display(),
        course.version,
        id = course.id
    );
    assert_eq!(load(workspace.path()).unwrap_err(), expected);
}

#[test]
fn a_newer_format_is_refused_and_left_alone() {
    let workspace = tempfile::tempdir().unwrap();
    Progress::new(&course()).save(workspace.path()).unwrap();
    let file = Progress::file(workspace.path());
    let text = "{\"format\": 2, \"something\": \"new\"}";
    std::fs::write(&file, text).unwrap();
    let expected = format!("{} was written by a newer version of this tool; update it", file.display());
    assert_eq!(load(workspace.path()).unwrap_err(), expected);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn a_place_that_cannot_hold_progress_is_named() {
    let workspace = tempfile::tempdir().unwrap();
    // A file where the folder should be refuses everyone, even root, whom permissions do not stop.
    std::fs::write(workspace.path().join(".tensorlings"), "").unwrap();
    let error = Progress::new(&course()).save(workspace.path()).unwrap_err().to_string();
    let folder = workspace.path().join(".tensorlings");
    assert!(error.starts_with(&format!("cannot save progress in {}: ", folder.display())), "{error}");
    assert!(error.ends_with("; make the folder writable"));
    assert!(load(workspace.path()).unwrap_err().starts_with("cannot read "));
}
