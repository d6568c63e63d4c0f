//! Submissions that tests make up, graded through the library.

use crate::cache::cache_home;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use tensorlings::course::{Course, CourseSource, Exercise};
use tensorlings::grade::{ExerciseOutcome, Grader, Outcome, Request, Setup, ToolchainSearch};
use tensorlings::sandbox::Cancel;

/// A course and what grades it.
pub(crate) struct Bench {
    pub(crate) course: Arc<Course>,
    pub(crate) grader: Grader,
}

impl Bench {
    /// Prepares a grader for a course.
    pub(crate) fn new(course: Course) -> Self {
        let course = Arc::new(course);
        let grader = Grader::prepare(Arc::clone(&course), &setup(), &mut |_| {}).unwrap();
        Self { course, grader }
    }

    /// Grades every function of a submission.
    pub(crate) fn grade(&self, submission: &Submission) -> Outcome {
        self.grade_only(submission, &[])
    }

    /// Grades the named functions of a submission; all where none is named.
    pub(crate) fn grade_only(&self, submission: &Submission, names: &[&str]) -> Outcome {
        let exercises = names.iter().map(|name| (*name).to_owned()).collect();
        let request = Request { exercises, ..Request::default() };
        self.grader.grade(submission.path(), &request, &Cancel::default(), &mut |_| {}).unwrap()
    }

    /// A submission of all reference solutions.
    pub(crate) fn solved(&self) -> Submission {
        Submission::of(self.course.exercises.iter().map(|exercise| (exercise, exercise.solution.as_str())))
    }

    /// A submission of all start files.
    pub(crate) fn unstarted(&self) -> Submission {
        Submission::of(self.course.exercises.iter().map(|exercise| (exercise, exercise.start.as_str())))
    }
}

/// A folder as a learner hands it in.
pub(crate) struct Submission(TempDir);

impl Submission {
    fn of<'a>(files: impl Iterator<Item = (&'a Exercise, &'a str)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("src")).unwrap();
        for (exercise, text) in files {
            std::fs::write(folder.path().join(exercise.file()), text).unwrap();
        }
        Self(folder)
    }

    /// The submission's folder.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The file of a function.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(format!("src/{name}.rs"))
    }

    /// The same submission with another text for one function.
    pub(crate) fn with(self, name: &str, text: &str) -> Self {
        std::fs::write(self.file(name), text).unwrap();
        self
    }
}

/// The outcome of one function.
pub(crate) fn of<'a>(outcome: &'a Outcome, name: &str) -> &'a ExerciseOutcome {
    outcome.exercises.iter().find(|exercise| exercise.name == name).unwrap()
}

/// The course of the binary.
pub(crate) fn embedded() -> Course {
    Course::load(&CourseSource::Embedded).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "a test has no other way to learn where the compiler is")]
fn setup() -> Setup {
    let rustup = std::env::var_os("RUSTUP_HOME").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".rustup"));
    Setup {
        launcher: env!("CARGO_BIN_EXE_tensorlings").into(),
        cache: cache_home().join("tensorlings"),
        toolchain: ToolchainSearch {
            path: std::env::var_os("PATH").unwrap_or_default(),
            name: std::env::var_os("RUSTUP_TOOLCHAIN"),
            rustup: rustup.or(home),
        },
    }
}
