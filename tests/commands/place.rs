//! A folder to run commands in, and what each of them must print. What a test does not state must be empty.

use crate::command::{prepared, run, tensorlings};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;
use tempfile::TempDir;

/// A fresh folder, in which the shell stands.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    /// For commands that compile nothing.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// For commands that grade: the kit is built, so that nothing is said about it.
    pub(crate) fn with_kit() -> Self {
        static BUILT: Once = Once::new();
        BUILT.call_once(|| {
            let ran = tensorlings(Path::new("/"), &["doctor"]);
            assert_eq!(ran.code, 0, "{ran:#?}");
        });
        Self::new()
    }

    /// With a workspace in `practice`.
    pub(crate) fn initialised(self) -> Self {
        self.test("-q init").stdout_has("practice is ready").run();
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Writes a file and the folders above it.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The names in a folder, sorted.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// A submission of the reference solutions in `folder`.
    pub(crate) fn submit(&self, folder: &str) {
        for name in FUNCTIONS {
            self.write(&format!("{folder}/src/{name}.rs"), solution(name));
        }
    }

    /// A command line, its words divided by spaces.
    pub(crate) fn test(&self, line: &str) -> Test<'_> {
        let words: Vec<&str> = line.split_whitespace().collect();
        self.test_words(&words)
    }

    pub(crate) fn test_words(&self, words: &[&str]) -> Test<'_> {
        Test {
            place: self,
            line: words.join(" "),
            command: prepared(self.folder.path(), words),
            code: 0,
            stdout: Text::Exactly(String::new()),
            stderr: Text::Exactly(String::new()),
        }
    }
}

/// The functions of the embedded course, in its order.
pub(crate) const FUNCTIONS: [&str; 8] = [
    "zero_pad",
    "conv_single_step",
    "conv_forward",
    "pool_forward",
    "conv_backward",
    "create_mask_from_window",
    "distribute_value",
    "pool_backward",
];

/// A file of the embedded course.
pub(crate) fn course_file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises").join(name)).unwrap()
}

pub(crate) fn solution(function: &str) -> String {
    course_file(&format!("{function}/solution.rs"))
}

pub(crate) fn start(function: &str) -> String {
    course_file(&format!("{function}/start.rs"))
}

/// One command and what it must do.
#[must_use = "call run"]
pub(crate) struct Test<'a> {
    place: &'a Place,
    line: String,
    command: Command,
    code: i32,
    stdout: Text,
    stderr: Text,
}

enum Text {
    Exactly(String),
    /// Parts, each of which must occur.
    Holding(Vec<String>),
}

impl Test<'_> {
    pub(crate) fn code(mut self, code: i32) -> Self {
        self.code = code;
        self
    }

    /// The whole standard output; `[DIR]` stands for the folder.
    pub(crate) fn stdout(mut self, text: &str) -> Self {
        self.stdout = Text::Exactly(text.to_owned());
        self
    }

    /// The whole standard error: one sentence of the tool.
    pub(crate) fn says(mut self, sentence: &str) -> Self {
        self.stderr = Text::Exactly(format!("tensorlings: {sentence}\n"));
        self
    }

    pub(crate) fn stdout_has(mut self, part: &str) -> Self {
        self.stdout.add(part);
        self
    }

    pub(crate) fn stderr_has(mut self, part: &str) -> Self {
        self.stderr.add(part);
        self
    }

    pub(crate) fn env(mut self, variable: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(variable, value);
        self
    }

    pub(crate) fn env_remove(mut self, variable: &str) -> Self {
        self.command.env_remove(variable);
        self
    }

    pub(crate) fn in_folder(mut self, name: &str) -> Self {
        self.command.current_dir(self.place.path(name));
        self
    }

    /// Runs the command, checks what it did, and gives its standard output.
    pub(crate) fn run(self) -> String {
        let ran = run(self.command);
        let folder = self.place.folder.path().to_str().unwrap();
        let (stdout, stderr) = (ran.stdout.replace(folder, "[DIR]"), ran.stderr.replace(folder, "[DIR]"));
        let context = format!("tensorlings {}\n{stdout}\n{stderr}", self.line);
        assert_eq!(ran.code, self.code, "{context}");
        self.stdout.check(&stdout, &context);
        self.stderr.check(&stderr, &context);
        ran.stdout
    }
}

impl Text {
    fn add(&mut self, part: &str) {
        match self {
            Self::Holding(parts) => parts.push(part.to_owned()),
            Self::Exactly(_) => *self = Self::Holding(vec![part.to_owned()]),
        }
    }

    fn check(&self, found: &str, context: &str) {
        match self {
            Self::Exactly(text) => assert_eq!(found, text, "{context}"),
            Self::Holding(parts) => {
                for part in parts {
                    assert!(found.contains(part.as_str()), "no `{part}` in: {context}");
                }
            }
        }
    }
}
