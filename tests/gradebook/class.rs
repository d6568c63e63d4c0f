//! A class in a temporary folder: what was handed in lies in `in`, gradebooks beside it.

use crate::command::{Ran, prepared, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

pub(crate) struct Class {
    folder: TempDir,
}

/// Functions without needs and with few cases: quick to judge.
pub(crate) const VALUE: &str = "distribute_value";
pub(crate) const MASK: &str = "create_mask_from_window";

impl Class {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file that was handed in.
    pub(crate) fn hand_in(&self, path: &str, content: impl AsRef<[u8]>) -> &Self {
        self.write(&format!("in/{path}"), content)
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// `tensorlings gradebook …` in the class's folder, ready to run.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let arguments: Vec<&str> = ["gradebook"].into_iter().chain(arguments.split(' ')).collect();
        prepared(self.folder.path(), &arguments)
    }

    pub(crate) fn gradebook(&self, arguments: &str) -> Ran {
        run(self.command(arguments))
    }

    /// Grades what was handed in, on the course's own cases, into `out`; the rows.
    pub(crate) fn grade(&self, more: &str) -> Rows {
        let ran = self.gradebook(format!("run in --out out --cases 0 {more}").trim_end());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        self.rows("out")
    }

    pub(crate) fn rows(&self, out: &str) -> Rows {
        let text = self.text(&format!("{out}/gradebook.jsonl"));
        Rows(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    pub(crate) fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    /// The names in a folder, sorted.
    pub(crate) fn names(&self, path: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(path)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

pub(crate) struct Rows(pub(crate) Vec<Value>);

impl Rows {
    pub(crate) fn names(&self) -> Vec<&str> {
        self.0.iter().map(|row| row["submission"].as_str().unwrap()).collect()
    }

    pub(crate) fn of(&self, submission: &str) -> &Value {
        let row = self.0.iter().find(|row| row["submission"] == submission);
        row.unwrap_or_else(|| panic!("no row `{submission}` in {:?}", self.names()))
    }

    /// The functions that passed.
    pub(crate) fn passed(&self, submission: &str) -> Vec<&str> {
        let verdicts = self.of(submission)["verdicts"].as_object().unwrap();
        verdicts.iter().filter(|(_, verdict)| *verdict == "passed").map(|(name, _)| name.as_str()).collect()
    }

    pub(crate) fn note(&self, submission: &str) -> &str {
        self.of(submission)["note"].as_str().unwrap_or_default()
    }
}

fn exercise(path: &str) -> String {
    let exercises = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises");
    std::fs::read_to_string(exercises.join(path)).unwrap()
}

pub(crate) fn solution(function: &str) -> String {
    exercise(&format!("{function}/solution.rs"))
}

pub(crate) fn start(function: &str) -> String {
    exercise(&format!("{function}/start.rs"))
}

/// A catalogued mistake.
pub(crate) fn mistake(function: &str, id: &str) -> String {
    exercise(&format!("{function}/mistakes/{id}.rs"))
}
