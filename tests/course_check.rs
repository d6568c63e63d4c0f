//! The author's proof, on the course that `course new` writes: sound as it is, and unsound in each way that counts.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;

use command::tensorlings;
use std::path::PathBuf;
use tempfile::TempDir;
use tensorlings::course::{Course, CourseSource};

/// A course as `course new` writes it.
struct Authored(TempDir);

impl Authored {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let written = tensorlings(folder.path(), &["-q", "course", "new", "made"]);
        assert_eq!((written.code, written.stdout.as_str()), (0, ""));
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join("made").join(name)
    }

    fn with(self, name: &str, text: &str) -> Self {
        std::fs::write(self.file(name), text).unwrap();
        self
    }

    fn without(self, name: &str) -> Self {
        std::fs::remove_file(self.file(name)).unwrap();
        self
    }

    fn changed(self, name: &str, before: &str, after: &str) -> Self {
        let text = std::fs::read_to_string(self.file(name)).unwrap();
        assert!(text.contains(before), "{name} holds no {before:?}");
        self.with(name, &text.replacen(before, after, 1))
    }

    /// The faults that `course check` finds, and its exit code.
    fn faults(&self, options: &[&str]) -> (i32, Vec<String>) {
        let ran = tensorlings(self.0.path(), &[&["-q", "course", "check", "made"], options].concat());
        let faults =
            ran.stdout.split("\nFaults\n").nth(1).map_or("", |rest| rest.split("\n\n").next().unwrap());
        let fault = |line: &str| line.strip_prefix("✗ scale_rows: ").unwrap_or(line).to_owned();
        (ran.code, faults.lines().map(fault).collect())
    }

    /// The one fault that is found where what the mistakes give is stored anew.
    fn fault(&self) -> String {
        let (code, faults) = self.faults(&["--write"]);
        let [fault] = <[String; 1]>::try_from(faults).unwrap();
        assert_eq!(code, 1);
        fault
    }
}

#[test]
fn a_new_course_is_sound() {
    let course = Authored::new();
    assert_eq!(course.faults(&[]), (0, Vec::new()));
    let stored = std::fs::read(course.file("scale_rows/mistakes.npz")).unwrap();
    assert_eq!(course.faults(&["--write"]), (0, Vec::new()));
    assert_eq!(std::fs::read(course.file("scale_rows/mistakes.npz")).unwrap(), stored);
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let course = Authored::new();
    let again = tensorlings(course.0.path(), &["course", "new", "made"]);
    assert_eq!(again.code, 2);
    assert_eq!(again.stderr, "tensorlings: made holds something already; name a new folder for the course\n");
}

#[test]
fn what_a_start_file_gives_away_is_a_fault() {
    let solution = std::fs::read_to_string(Authored::new().file("scale_rows/solution.rs")).unwrap();
    let fault = Authored::new().with("scale_rows/start.rs", &solution).fault();
    assert_eq!(fault, "the start file grades as passed in scale_rows/wide, and should grade as not started");
}

#[test]
fn calls_that_do_not_fit_the_manifests_are_told_before_anything_is_judged() {
    let said = |course: &Authored| {
        let ran = tensorlings(course.0.path(), &["-q", "course", "check", "made"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{}", ran.stderr);
        ran.stderr
    };
    let begin = "tensorlings: could not match `Functions` in calls.rs with the signatures in the manifests: ";
    let other = Authored::new().changed("scale_rows/exercise.toml", "ArrayView1<f64>", "ArrayView2<f64>");
    let other = other.changed("scale_rows/solution.rs", "ArrayView1<f64>", "ArrayView2<f64>");
    assert!(said(&other).starts_with(&format!("{begin}error[E0308]: mismatched types")), "{}", said(&other));
    let more =
        Authored::new().changed("calls.rs", "pub scale_rows", "pub more: ScaleRows,\n    pub scale_rows");
    assert!(
        said(&more).starts_with(&format!("{begin}error[E0063]: missing field `more`")),
        "{}",
        said(&more)
    );
}

#[test]
fn rust_of_a_course_that_does_not_compile_is_told_with_its_place() {
    let course = Authored::new().changed("scale_rows/solution.rs", "&factors.", "&factor.");
    let ran = tensorlings(course.0.path(), &["-q", "course", "check", "made"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert!(
        ran.stderr.starts_with("tensorlings: could not compile the course's Rust: error[E0425]: "),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.ends_with(" (solution_scale_rows.rs:5:11)\n"), "{}", ran.stderr);
}

#[test]
fn a_wrong_alternative_is_a_fault() {
    let course = Authored::new().changed("scale_rows/alternatives/loops.rs", "factors[h]", "factors[0]");
    assert_eq!(course.fault(), "the alternative `loops` does not pass scale_rows/wide: wrong answer");
}

#[test]
fn one_style_is_not_enough() {
    let fault = Authored::new().without("scale_rows/alternatives/loops.rs").fault();
    assert_eq!(fault, "there is one style only: put another right answer into `alternatives`");
}

#[test]
fn a_message_that_gives_the_line_away_is_a_fault() {
    let file = "scale_rows/mistakes/first_factor_for_all.rs";
    let before = "by the factor of the first row.";
    let course = Authored::new().changed(file, before, "by `factors[0]`.");
    assert_eq!(
        course.fault(),
        "the message of the mistake `first_factor_for_all` holds code: say it in words"
    );
}

#[test]
fn the_shipped_catalogue_is_large_stored_and_small_on_disk() {
    let course = Course::load(&CourseSource::Embedded).unwrap();
    let counts: Vec<usize> = course.exercises.iter().map(|exercise| exercise.mistakes.len()).collect();
    assert!(counts.iter().all(|&count| count >= 6) && counts.iter().sum::<usize>() >= 110, "{counts:?}");
    for exercise in &course.exercises {
        let stored = exercise.catalogue.stored().unwrap();
        let ids: Vec<&String> = exercise.mistakes.iter().map(|mistake| &mistake.id).collect();
        assert_eq!(stored.signatures.keys().collect::<Vec<_>>(), ids, "{}", exercise.name);
    }
    let size: usize = course.exercises.iter().map(|exercise| exercise.catalogue.size()).sum();
    assert!(size <= 4_000_000, "{size}");
}

#[test]
fn a_mistake_that_is_none_is_a_fault() {
    let right = "//! believes: All is well.\n//!\n//! All is well.\n\nuse ndarray::*;\n\npub fn scale_rows(x: ArrayView2<f64>, factors: ArrayView1<f64>) -> Array2<f64> {\n    &x * &factors.insert_axis(Axis(1))\n}\n";
    let fault = Authored::new().with("scale_rows/mistakes/none.rs", right).fault();
    assert_eq!(fault, "the mistake `none` passes every case: add one that it fails, or drop it");
}

#[test]
fn a_mistake_that_does_not_compile_is_a_fault() {
    let course =
        Authored::new().changed("scale_rows/mistakes/first_factor_for_all.rs", "factors[0]", "factor");
    let fault = course.fault();
    assert!(fault.starts_with("the mistake `first_factor_for_all` cannot be judged: "), "{fault}");
}

#[test]
fn two_mistakes_that_no_case_tells_apart_are_a_fault_of_both() {
    let course = Authored::new();
    let mistake =
        std::fs::read_to_string(course.file("scale_rows/mistakes/first_factor_for_all.rs")).unwrap();
    let course = course.with("scale_rows/mistakes/one_factor.rs", &mistake);
    let (code, faults) = course.faults(&["--write"]);
    let told = |one: &str, other: &str| {
        format!("the mistake `{one}` cannot be told from `{other}`: add a case, or drop one of them")
    };
    let both = [("first_factor_for_all", "one_factor"), ("one_factor", "first_factor_for_all")];
    assert_eq!((code, faults), (1, both.map(|(one, other)| told(one, other)).to_vec()));
}

#[test]
fn a_mistake_that_panics_everywhere_is_like_any_other_that_does() {
    let course =
        Authored::new().changed("scale_rows/mistakes/first_factor_for_all.rs", "factors[0]", "factors[9]");
    let fault = course.fault();
    assert_eq!(
        fault,
        "the mistake `first_factor_for_all` panics in every case, like any program that does: drop it"
    );
}

#[test]
fn stored_outputs_of_other_sources_are_refused() {
    let stale = "`mistakes.npz` is older than the mistakes, the cases or the solutions; write it with `tensorlings course check DIR --write`";
    let course = Authored::new().changed("scale_rows/mistakes/first_factor_for_all.rs", "factors[0]", "2.0");
    assert_eq!(course.faults(&[]), (1, vec![stale.to_owned()]));
    assert_eq!(course.faults(&["--write"]), (0, Vec::new()));
    assert_eq!(course.faults(&[]), (0, Vec::new()));
    let absent = course.without("scale_rows/mistakes.npz");
    assert_eq!(
        absent.faults(&[]),
        (
            1,
            vec![stale.replace(
                "`mistakes.npz` is older than the mistakes, the cases or the solutions",
                "there is no `mistakes.npz`"
            )]
        )
    );
}

#[test]
fn a_learner_with_a_catalogued_mistake_is_told_so() {
    let course = Authored::new();
    let folder = course.0.path();
    assert_eq!(tensorlings(folder, &["-q", "--course", "made", "init", "learner"]).code, 0);
    // The mistake, written in another style.
    let text = "use ndarray::*;\n\npub fn scale_rows(x: ArrayView2<f64>, factors: ArrayView1<f64>) -> Array2<f64> {\n    let first = factors.first().copied().unwrap_or(0.0);\n    x.mapv(|cell| first * cell)\n}\n";
    std::fs::write(folder.join("learner/src/scale_rows.rs"), text).unwrap();
    let ran = tensorlings(folder, &["--course", "made", "grade", "learner", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(
        report["exercises"][0]["diagnosis"],
        serde_json::json!({
            "kind": "mistake",
            "mistake": "first_factor_for_all",
            "message": "This is exactly what a known mistake gives. All rows have been multiplied by the factor of the first row.",
            "certain": true,
        })
    );
}

#[test]
fn notes_count_and_name_on_demand() {
    let course = Authored::new();
    let notes = |options: &[&str]| {
        let ran = tensorlings(course.0.path(), &[&["-q", "course", "check", "made"], options].concat());
        assert_eq!(ran.code, 0);
        let notes = ran.stdout.split("\nNotes").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
        notes.lines().map(|line| line.trim().to_owned()).collect::<Vec<String>>()
    };
    let sentences = ["4 of 5 cases catch nothing alone", "1 of 4 mistakes held by one case only"];
    let counted = format!("scale_rows: {}", sentences.join(", "));
    assert_eq!(notes(&[]), ["(-v names them)", &counted]);
    let named = notes(&["-v"]);
    let [_, cases, mistakes] = named.as_slice() else { panic!("{named:?}") };
    let count = |line: &str, sentence: &str| {
        line.strip_prefix(&format!("scale_rows: {sentence}: ")).unwrap().split(", ").count()
    };
    assert_eq!((count(cases, sentences[0]), count(mistakes, sentences[1])), (4, 1));
}
