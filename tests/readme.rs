//! The README and the guides, executed: every line to type, in its order, in one folder a page.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[cfg(test)]
#[path = "docs/blocks.rs"]
mod blocks;
#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;
#[cfg(test)]
#[path = "docs/reader.rs"]
mod reader;

use blocks::{Line, lines};
use command::tensorlings;
use reader::{copy, prepare, repository};
use std::fs;
use std::path::Path;

/// A page to follow, from its first line to its last.
struct Page {
    file: &'static str,
    /// Lines that somebody without a terminal, or with nothing written yet, gets a "no" for. All others succeed.
    answered_by_no: &'static [&'static str],
    /// Lines that no test can run, each under a comment that says why.
    not_run: &'static [&'static str],
    made: &'static [&'static str],
}

const README: Page = Page {
    file: "README.md",
    answered_by_no: &[
        "tensorlings check zero_pad",
        "tensorlings solution zero_pad",
        "tensorlings fuzz zero_pad",
        "tensorlings replay cnn-step-by-step@1/zero_pad/1,1,1,1,1/1/w2/cc",
        "tensorlings check conv_backward --gradient",
        "tensorlings diff expected.npz::z actual.npz::z --rtol 1e-6",
    ],
    not_run: &["cargo run --release", "cargo test", "cargo install --locked --path ."],
    made: &[
        "practice/src/zero_pad.rs",
        "report.xml",
        "report.html",
        "gradebook/gradebook.csv",
        "class/.github/workflows/grade.yml",
        "autograder.zip",
        "my-course/course.toml",
    ],
};

const LEARNER: Page = Page {
    file: "docs/learner.md",
    answered_by_no: &[
        "tensorlings check conv_forward",
        "tensorlings fuzz zero_pad",
        "tensorlings fuzz zero_pad --export-test case.rs",
        "tensorlings check conv_backward --gradient",
    ],
    not_run: &["tensorlings", "tensorlings my-folder"],
    made: &["my-folder/src/zero_pad.rs"],
};

const TEACHER: Page = Page {
    file: "docs/teacher.md",
    answered_by_no: &[
        "tensorlings grade submission",
        "tensorlings grade ada.zip --report json=ada.json --report html=ada.html",
        "tensorlings grade submission --min-sandbox full",
    ],
    not_run: &[],
    made: &[
        "ada.json",
        "ada.html",
        "class/.github/workflows/grade.yml",
        "class/.gitlab-ci.yml",
        "gradebook/seed",
    ],
};

const TENSORS: Page = Page {
    file: "docs/tensors.md",
    answered_by_no: &[
        "tensorlings diff expected.npz::z actual.npz::z",
        "tensorlings diff expected.npz actual.npz --rtol 1e-6 --atol 1e-9",
    ],
    not_run: &[],
    made: &["first.svg"],
};

/// Follows a page; gives how many of its lines were run.
fn follow(page: &Page) -> usize {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let all = lines(&fs::read_to_string(repository(page.file)).unwrap());
    let (marked, run): (Vec<&Line>, Vec<&Line>) = all.iter().partition(|line| line.is_marked);
    assert_eq!(marked.into_iter().map(Line::text).collect::<Vec<_>>(), page.not_run);
    let refused: Vec<String> =
        run.iter().filter(|line| !succeeds(folder.path(), line)).map(|line| line.text()).collect();
    assert_eq!(refused, page.answered_by_no);
    for made in page.made {
        assert!(folder.path().join(made).is_file(), "{made}");
    }
    run.len()
}

/// Whether the answer of a line is yes.
fn succeeds(folder: &Path, line: &Line) -> bool {
    assert!(line.arguments().is_some(), "`{}` is not run", line.text());
    let arguments = line.arguments().unwrap();
    if arguments.starts_with(&["gradebook", "diff"]) {
        copy(&folder.join("gradebook"), &folder.join("last-week"));
    }
    let ran = tensorlings(folder, &arguments);
    assert!(ran.code < 2, "{}: {ran:#?}", line.text());
    ran.code == 0
}

#[test]
fn every_line_of_the_readme_does_what_it_says() {
    assert!(follow(&README) >= 15);
}

#[test]
fn every_line_of_the_learners_guide_does_what_it_says() {
    assert!(follow(&LEARNER) >= 8);
}

#[test]
fn every_line_of_the_page_on_tensors_does_what_it_says() {
    assert!(follow(&TENSORS) >= 6);
}

#[test]
fn every_line_of_the_teachers_guide_does_what_it_says() {
    assert!(follow(&TEACHER) >= 10);
}
