//! Submissions that tests make up, graded through the library.

use crate::cache::cache_home;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tempfile::TempDir;
use tensorlings::course::{Course, CourseSource, Exercise};
use tensorlings::grade::{
    ExerciseOutcome, GradeEvent, Grader, Outcome, Request, Setup, ToolchainSearch, Verdict,
};
use tensorlings::sandbox::{Cancel, Level};
use tensorlings::tensor::Tensor;

/// A case's id, and the tensors that the function returned for it.
pub(crate) type Returned = (String, Vec<(String, Tensor)>);

/// The bench of the binary's own course.
pub(crate) fn bench() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| Bench::new(embedded()))
}

/// The same course with less patience, so that the tests need not have it.
pub(crate) fn hasty() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let mut course = embedded();
        course.limits.case_cpu = Duration::from_millis(500);
        course.limits.case_wall = Duration::from_secs(2);
        Bench::new(course)
    })
}

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
        self.grade_and_tell(submission, &[], &mut |_| {})
    }

    /// Grades one function of a submission.
    pub(crate) fn grade_only(&self, submission: &Submission, name: &str) -> ExerciseOutcome {
        let outcome = self.grade_and_tell(submission, &[name.to_owned()], &mut |_| {});
        let [only] = <[ExerciseOutcome; 1]>::try_from(outcome.exercises).unwrap();
        only
    }

    /// Grades every function of a submission, and gives what one of them returned, by the case's id.
    pub(crate) fn grade_with_actual(&self, submission: &Submission, name: &str) -> (Outcome, Vec<Returned>) {
        let mut returned = Vec::new();
        let outcome = self.grade_and_tell(submission, &[], &mut |event| {
            if let GradeEvent::CaseJudged { exercise, case, actual } = event
                && exercise == name
            {
                returned.push((case.id, actual));
            }
        });
        (outcome, returned)
    }

    fn grade_and_tell(
        &self,
        submission: &Submission,
        names: &[String],
        tell: &mut dyn FnMut(GradeEvent),
    ) -> Outcome {
        let request = Request { exercises: names.to_vec(), ..Request::default() };
        self.grader.grade(submission.path(), &request, &Cancel::default(), tell).unwrap()
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

/// Every function's verdict, in course order.
pub(crate) fn verdicts(outcome: &Outcome) -> Vec<(&str, Verdict)> {
    outcome.exercises.iter().map(|exercise| (exercise.name.as_str(), exercise.verdict)).collect()
}

/// The sentences that say why: of the cases, and of the compiler.
pub(crate) fn told(outcome: &ExerciseOutcome) -> BTreeSet<String> {
    let messages = outcome.cases.iter().filter_map(|case| case.message.clone());
    messages.chain(outcome.diagnostics.iter().map(|diagnostic| diagnostic.message.clone())).collect()
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
        least_level: Level::None,
    }
}
