//! Folders as learning platforms export them: who handed in what is found without being told.

use crate::class::{Class, MASK, VALUE, mistake, solution, start};

#[test]
fn moodle_gives_every_student_a_folder() {
    let class = Class::new();
    class.hand_in(&format!("Jane Doe_101_assignsubmission_file/{VALUE}.rs"), solution(VALUE));
    class.hand_in("Jane Doe_101_assignsubmission_onlinetext/onlinetext.html", "<p>here it is</p>");
    class.hand_in(&format!("Bo Ek_102_assignsubmission_file/work/src/{VALUE}.rs"), solution(VALUE));
    class.hand_in("Cy Fu_103_assignsubmission_onlinetext/onlinetext.html", "<p>nothing yet</p>");
    let rows = class.grade("");
    assert_eq!(
        rows.names(),
        [
            "Bo Ek_102_assignsubmission_file",
            "Cy Fu_103_assignsubmission_onlinetext",
            "Jane Doe_101_assignsubmission_file"
        ]
    );
    assert_eq!(rows.passed("Jane Doe_101_assignsubmission_file"), [VALUE]);
    assert_eq!(rows.passed("Bo Ek_102_assignsubmission_file"), [VALUE]);
    assert_eq!(rows.note("Cy Fu_103_assignsubmission_onlinetext"), "it holds no function's file");
}

#[test]
fn canvas_gives_one_folder_of_decorated_files() {
    let class = Class::new();
    class.hand_in(&format!("doejane_LATE_101_9001_{VALUE}.rs"), solution(VALUE));
    class.hand_in(&format!("doejane_LATE_101_9002_{MASK}.rs"), solution(MASK));
    class.hand_in(&format!("ekbo_102_9003_{VALUE}.rs"), mistake(VALUE, "not_divided"));
    class.hand_in(&format!("ekbo_102_9004_{VALUE}-1.rs"), solution(VALUE));
    class.hand_in("fucy_103_9005_essay.pdf", "%PDF");
    class.hand_in("notes.txt", "of the teacher");
    let ran = class.gradebook("run in --out out --cases 0");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("no submission, passed over: notes.txt"), "{}", ran.stderr);
    let rows = class.rows("out");
    assert_eq!(rows.names(), ["doejane_101", "ekbo_102", "fucy_103"]);
    assert_eq!(rows.passed("doejane_101"), [MASK, VALUE]);
    assert_eq!(rows.passed("ekbo_102"), [VALUE], "the last upload counts");
    assert_eq!(rows.note("fucy_103"), "it holds no function's file");
}

#[test]
fn gradescope_says_in_a_file_who_is_who() {
    let class = Class::new();
    class.hand_in(&format!("submission_7001/{VALUE}.rs"), solution(VALUE));
    class.hand_in(&format!("submission_7002/{VALUE}.rs"), start(VALUE));
    class.hand_in(
        "submission_metadata.yml",
        "---\nsubmission_7001:\n  :submitters:\n  - :name: Jane Doe\n    :sid: '101'\n    :email: jane@example.edu\n  :score: 1.0\nsubmission_7002:\n  :submitters:\n  - :name: Bo Ek\n    :sid: '102'\n    :email: bo@example.edu\n",
    );
    class.write("class.csv", "name,email\nBo,bo@example.edu\nJane,jane@example.edu\nCy,cy@example.edu\n");
    let rows = class.grade("--roster class.csv --id email");
    assert_eq!(rows.of("submission_7001")["id"], "jane@example.edu");
    assert_eq!(rows.of("submission_7002")["id"], "bo@example.edu");
    assert_eq!(rows.of("submission_7002")["verdicts"][VALUE], "not_started");
    assert_eq!(rows.note("cy@example.edu"), "nothing was handed in");
}

#[test]
fn classroom_gives_a_folder_of_clones() {
    let class = Class::new();
    for student in ["ann-lee", "bo"] {
        let clone = format!("cnn-{student}");
        class.hand_in(&format!("{clone}/.git/HEAD"), "ref: refs/heads/main\n");
        class.hand_in(&format!("{clone}/.git/src/{VALUE}.rs"), "of no interest");
        class.hand_in(&format!("{clone}/target/package/src/{VALUE}.rs"), "of no interest");
        class.hand_in(&format!("{clone}/practice/src/{VALUE}.rs"), solution(VALUE));
        class.hand_in(&format!("{clone}/practice/.tensorlings/attempts/src/{VALUE}.rs"), "of no interest");
        class.hand_in(&format!("{clone}/rust-toolchain.toml"), "[toolchain]\nchannel = \"nonsense\"\n");
    }
    let rows = class.grade("");
    assert_eq!(rows.names(), ["cnn-ann-lee", "cnn-bo"]);
    for name in rows.names() {
        assert_eq!(rows.passed(name), [VALUE], "{name}");
    }
}

#[test]
fn two_folders_with_function_files_are_named() {
    let class = Class::new();
    class.hand_in(&format!("ann/first/{VALUE}.rs"), solution(VALUE));
    class.hand_in(&format!("ann/second/src/{MASK}.rs"), solution(MASK));
    let rows = class.grade("");
    assert_eq!(rows.note("ann"), "function files lie in 2 folders (`first`, `second/src`); hand in one");
    assert_eq!(rows.of("ann")["verdicts"][VALUE], "compile_error");
    let report = class.text("out/reports/ann.json");
    assert!(report.contains("function files lie in 2 folders"), "{report}");
}

#[test]
fn links_and_odd_files_are_not_followed() {
    let class = Class::new();
    class.write(&format!("secret/src/{VALUE}.rs"), solution(VALUE));
    class.hand_in("ann/readme.txt", "");
    std::os::unix::fs::symlink(class.path("secret"), class.path("in/bo")).unwrap();
    std::os::unix::fs::symlink(class.path("secret/src"), class.path("in/ann/src")).unwrap();
    class.hand_in("cy/src/readme.txt", "");
    let secret = class.path(&format!("secret/src/{VALUE}.rs"));
    std::os::unix::fs::symlink(secret, class.path(&format!("in/cy/src/{VALUE}.rs"))).unwrap();
    let rows = class.grade("");
    for name in ["ann", "bo", "cy"] {
        assert_eq!(rows.passed(name), [""; 0], "{name}");
    }
    assert_eq!(rows.note("ann"), "it holds no function's file");
    assert_eq!(rows.note("bo"), "it is a link; put the files themselves there");
    assert!(class.text("out/reports/cy.json").contains("it is a link; put the file itself there"));
}

#[test]
fn names_are_no_danger_to_the_tables() {
    let class = Class::new();
    for name in ["=cmd()", "@sum", "-rf", "+1", "Ann", "ann", "a\u{202e}b", "..."] {
        class.hand_in(&format!("{name}/{VALUE}.rs"), solution(VALUE));
    }
    let rows = class.grade("");
    assert_eq!(rows.0.len(), 7, "a name that begins with a dot is passed over");
    let table = class.text("out/gradebook.csv");
    for line in table.lines().skip(1) {
        assert!(!line.starts_with(['=', '+', '-', '@']), "{line}");
        assert!(!line.contains('\u{202e}'), "{line}");
    }
    let mut reports: Vec<&str> = rows.0.iter().map(|row| row["report"].as_str().unwrap()).collect();
    for report in &reports {
        assert!(class.path(&format!("out/{report}")).is_file(), "{report}");
    }
    reports.sort_unstable_by_key(|report| report.to_lowercase());
    reports.dedup_by_key(|report| report.to_lowercase());
    assert_eq!(reports.len(), 7, "{reports:?}");
}
