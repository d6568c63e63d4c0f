//! The README, executed: every line to type, in its order, in one folder.

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

use blocks::{Line, lines};
use command::tensorlings;
use std::fs;
use std::path::Path;

/// Lines that somebody without a terminal, or with nothing written yet, gets a "no" for. All others succeed.
const ANSWERED_BY_NO: [&str; 6] = [
    "tensorlings check zero_pad",
    "tensorlings solution zero_pad",
    "tensorlings fuzz zero_pad",
    "tensorlings replay cnn-step-by-step@1/zero_pad/1,1,1,1,1/1/w2/cc",
    "tensorlings check conv_backward --gradient",
    "tensorlings diff expected.npz::z actual.npz::z --rtol 1e-6",
];

/// Lines that no test can run, each under a comment that says why.
const NOT_RUN: [&str; 3] = ["cargo run --release", "cargo test", "cargo install --locked --path ."];

fn repository(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn readme() -> Vec<Line> {
    lines(&fs::read_to_string(repository("README.md")).unwrap())
}

/// What the README speaks of as the reader's own: submissions, a class, tensors.
fn prepare(folder: &Path) {
    for submission in ["submission", "submissions/ada", "submissions/grace"] {
        let sources = folder.join(submission).join("src");
        fs::create_dir_all(&sources).unwrap();
        for name in ["zero_pad", "conv_single_step", "pool_forward"] {
            let solution = repository("exercises").join(name).join("solution.rs");
            fs::copy(solution, sources.join(name).with_extension("rs")).unwrap();
        }
    }
    fs::write(folder.join("class.csv"), "name,login\nAda,ada\nGrace,grace\nEdsger,edsger\n").unwrap();
    fs::copy(repository("tests/tensors/model-1.safetensors"), folder.join("model.safetensors")).unwrap();
    fs::copy(repository("tests/tensors/cube.npy"), folder.join("activations.npy")).unwrap();
    archive(&folder.join("expected.npz"), "cube.npy");
    archive(&folder.join("actual.npz"), "big_endian.npy");
}

/// An archive whose entry `z` is a stored tensor.
fn archive(file: &Path, tensor: &str) {
    let mut archive = zip::ZipWriter::new(fs::File::create(file).unwrap());
    archive.start_file("z.npy", zip::write::SimpleFileOptions::default()).unwrap();
    let tensor = fs::read(repository("tests/tensors").join(tensor)).unwrap();
    std::io::Write::write_all(&mut archive, &tensor).unwrap();
    archive.finish().unwrap();
}

#[test]
fn every_line_does_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let mut refused = Vec::new();
    for line in readme().iter().filter(|line| !line.is_marked) {
        let arguments = line.arguments().unwrap_or_else(|| panic!("`{}` is not run", line.text()));
        if arguments.starts_with(&["gradebook", "diff"]) {
            // A week without a change.
            copy(&folder.path().join("gradebook"), &folder.path().join("last-week"));
        }
        let ran = tensorlings(folder.path(), &arguments);
        assert!(!ran.stdout.is_empty() || !ran.stderr.is_empty(), "{}: {ran:#?}", line.text());
        match ran.code {
            0 => {}
            1 => refused.push(line.text()),
            _ => panic!("{}: {ran:#?}", line.text()),
        }
    }
    assert_eq!(refused, ANSWERED_BY_NO);
    for made in ["practice/src/zero_pad.rs", "report.xml", "report.html", "gradebook/gradebook.csv"] {
        assert!(folder.path().join(made).is_file(), "{made}");
    }
    for made in ["class/.github/workflows/grade.yml", "autograder.zip", "my-course/course.toml"] {
        assert!(folder.path().join(made).is_file(), "{made}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn what_is_not_run_is_marked_and_counted() {
    let marked: Vec<String> = readme().iter().filter(|line| line.is_marked).map(Line::text).collect();
    assert_eq!(marked, NOT_RUN);
    let run = readme().iter().filter(|line| line.arguments().is_some()).count();
    assert!(run >= 15, "only {run} lines are run");
}
