//! Every verdict is reached by real programs.
//!
//! `programs/<verdict>/` holds versions of one function. Each is handed in among files that nobody has begun, and gets
//! the verdict of its folder. The first line, `// says: …`, quotes what the learner must be told.

use crate::bench::{Bench, embedded, hasty, of, told, verdicts};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tensorlings::grade::{CaseOutcome, ExerciseOutcome, Points, Verdict};

/// The function whose versions the programs are.
const FUNCTION: &str = "zero_pad";

fn judge(bench: &Bench, text: &str) -> ExerciseOutcome {
    bench.grade_only(&bench.unstarted().with(FUNCTION, text), FUNCTION)
}

fn folder(verdict: Verdict) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(verdict.name())
}

/// One program, judged.
fn judged(verdict: Verdict, name: &str) -> ExerciseOutcome {
    judge(hasty(), &std::fs::read_to_string(folder(verdict).join(name).with_extension("rs")).unwrap())
}

/// Judges every program of a verdict's folder, and tells of all that surprise.
fn expect(bench: &Bench, verdict: Verdict) {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder(verdict)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut surprises = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let outcome = judge(bench, &text);
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        surprises.extend(surprise(verdict, &text, &outcome).map(|surprise| format!("{name}: {surprise}")));
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
}

fn surprise(verdict: Verdict, text: &str, outcome: &ExerciseOutcome) -> Option<String> {
    let told = told(outcome);
    if outcome.verdict != verdict {
        return Some(format!("{:?}, told {told:?}", outcome.verdict));
    }
    let phrase = text.trim_start_matches('\u{feff}').lines().next()?.strip_prefix("// says: ");
    if let Some(phrase) = phrase.filter(|phrase| !told.iter().any(|told| told.contains(phrase))) {
        return Some(format!("does not say {phrase:?}, but {told:?}"));
    }
    if let Some(text) = raw(outcome) {
        return Some(format!("raw control characters in {text:?}"));
    }
    let points = match verdict {
        Verdict::Blocked | Verdict::NotStarted => Some(Points::default()),
        Verdict::Passed => Some(outcome.max_score),
        _ if outcome.cases.is_empty() => Some(Points::default()),
        _ => None,
    };
    let full = outcome.score == outcome.max_score;
    (points.is_some_and(|points| points != outcome.score) || full != (verdict == Verdict::Passed))
        .then(|| format!("{} points", outcome.score))
}

/// A text with characters that a terminal would act upon.
fn raw(outcome: &ExerciseOutcome) -> Option<String> {
    let cases = outcome.cases.iter().flat_map(|case| [case.stdout.clone(), case.stderr.clone()]);
    let compiler = outcome.diagnostics.iter().map(|diagnostic| diagnostic.rendered.clone());
    let mut texts = cases.chain(compiler).chain(told(outcome));
    texts.find(|text| {
        text.contains(|c: char| (c.is_control() && c != '\n' && c != '\t') || HIDDEN.contains(&c))
    })
}

/// Characters that reorder or hide text.
const HIDDEN: &[char] = &['\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}'];

#[test]
fn compile_error() {
    needs_full_sandbox!();
    expect(hasty(), Verdict::CompileError);
}

#[test]
fn compile_timeout() {
    needs_full_sandbox!();
    let mut course = embedded();
    course.limits.compile = Duration::from_secs(4);
    expect(&Bench::new(course), Verdict::CompileTimeout);
}

#[test]
fn all_compilations_of_a_submission_share_its_time() {
    needs_full_sandbox!();
    let mut course = embedded();
    course.limits.submission = Duration::from_secs(4);
    let bench = Bench::new(course);
    let text = std::fs::read_to_string(folder(Verdict::CompileTimeout).join("constant_runs_on.rs")).unwrap();
    let other = text.replace("pub fn zero_pad(", "fn padded(");
    let other = other
        + "pub fn distribute_value(_: f64, shape: (usize, usize)) -> Array2<f64> {
        padded(Array4::zeros((1, 1, 1, 1)).view(), 1);
        Array2::zeros(shape)
    }";
    let submission = bench.unstarted().with("zero_pad", &text).with("distribute_value", &other);
    let outcome = bench.grade(&submission);
    for name in ["zero_pad", "distribute_value"] {
        let outcome = of(&outcome, name);
        assert_eq!(outcome.verdict, Verdict::CompileTimeout, "{outcome:?}");
        let told = told(outcome);
        assert!(told.iter().any(|told| told.contains("the 4 s for compiling")), "{told:?}");
    }
}

#[test]
fn blocked() {
    needs_full_sandbox!();
    expect(hasty(), Verdict::Blocked);
    assert!(!Path::new("/tmp/tensorlings-was-here").exists());
}

#[test]
fn crashed() {
    needs_full_sandbox!();
    expect(hasty(), Verdict::Crashed);
}

#[test]
fn out_of_memory() {
    expect(hasty(), Verdict::OutOfMemory);
}

#[test]
fn timed_out() {
    needs_full_sandbox!();
    expect(hasty(), Verdict::TimedOut);
}

#[test]
fn exited_early() {
    expect(hasty(), Verdict::ExitedEarly);
}

#[test]
fn panicked() {
    expect(hasty(), Verdict::Panicked);
}

#[test]
fn nondeterministic() {
    expect(hasty(), Verdict::Nondeterministic);
}

#[test]
fn wrong_shape() {
    expect(hasty(), Verdict::WrongShape);
}

#[test]
fn wrong_answer() {
    expect(hasty(), Verdict::WrongAnswer);
}

#[test]
fn passed() {
    needs_full_sandbox!();
    expect(hasty(), Verdict::Passed);
}

#[test]
fn not_started() {
    expect(hasty(), Verdict::NotStarted);
    let outcome = hasty().grade(&hasty().unstarted());
    assert!(outcome.exercises.iter().all(|exercise| exercise.verdict == Verdict::NotStarted));
    assert_eq!((outcome.score(), outcome.bonus()), (Points::default(), Points::default()));
}

#[test]
fn missing() {
    let submission = hasty().solved();
    std::fs::remove_file(submission.file(FUNCTION)).unwrap();
    let outcome = hasty().grade(&submission);
    let verdicts = verdicts(&outcome);
    assert_eq!(verdicts[0], (FUNCTION, Verdict::Missing));
    assert!(verdicts[1..].iter().all(|(_, verdict)| *verdict == Verdict::Passed), "{verdicts:?}");
}

/// No exercise has this verdict: where a case is skipped, another died.
#[test]
fn skipped() {
    let cases = judged(Verdict::TimedOut, "loops_for_ever").cases;
    assert_eq!(first(&cases, 2), [Verdict::TimedOut, Verdict::Skipped]);
    assert!(cases[1..].iter().all(|case| case.verdict == Verdict::Skipped && case.message.is_none()));
    let cases = judged(Verdict::Crashed, "aborts").cases;
    assert_eq!(first(&cases, 4), [Verdict::Crashed, Verdict::Crashed, Verdict::Crashed, Verdict::Skipped]);
}

#[test]
fn every_verdict_has_its_test() {
    // The first is no verdict on a program: the grader's own units show how it comes about.
    let without_programs = [Verdict::InternalError, Verdict::Missing, Verdict::Skipped];
    for verdict in Verdict::ALL {
        assert_ne!(without_programs.contains(&verdict), folder(verdict).is_dir(), "{verdict:?}");
    }
}

#[test]
fn one_bad_case_costs_only_itself() {
    let outcome = judged(Verdict::Panicked, "in_some_cases_only");
    let bad: Vec<&str> = outcome
        .cases
        .iter()
        .filter(|case| case.verdict == Verdict::Panicked)
        .map(|case| case.id.as_str())
        .collect();
    assert_eq!(bad, ["zero_pad/pad_three", "zero_pad/pad_exceeds_image"]);
    assert_eq!(outcome.score, Points::share(10, outcome.cases.len() - 2, outcome.cases.len()));
    let last = judged(Verdict::ExitedEarly, "exits_in_the_last_case");
    assert_eq!(
        last.cases.iter().filter(|case| case.verdict == Verdict::Passed).count(),
        last.cases.len() - 1
    );
}

#[test]
fn prints_are_shown_with_their_case_and_made_harmless() {
    let outcome = judged(Verdict::Passed, "noisy");
    let published = &outcome.cases[0];
    assert_eq!(published.stdout, "\\x1b[31mred\\x1b[0m \\x07\\u{202e}\\x9b2J x = 72\n");
    assert!(
        published.stderr.starts_with("\\x1b]0;title\\x07 pad = 2\n[src/zero_pad.rs:"),
        "{}",
        published.stderr
    );
    assert!(outcome.cases.iter().all(|case| !case.output_truncated));
}

#[test]
fn a_flood_of_prints_is_cut_in_its_middle() {
    let outcome = judged(Verdict::Passed, "prints_ten_megabytes");
    let flooded: Vec<&CaseOutcome> = outcome.cases.iter().filter(|case| case.output_truncated).collect();
    assert_eq!(flooded.len(), 1);
    assert_eq!(flooded[0].id, "zero_pad/pad_three");
    assert!(flooded[0].stdout.starts_with("begin\n0123456789"));
    assert!(flooded[0].stdout.ends_with("0123456789\nend\n"));
    assert!(flooded[0].stdout.len() < 70_000, "{}", flooded[0].stdout.len());
    assert!(outcome.cases.iter().filter(|case| case.id != flooded[0].id).all(|case| case.stdout.is_empty()));
}

#[test]
fn a_panic_without_end_has_a_short_message() {
    let outcome = judged(Verdict::Panicked, "long_message");
    let message = outcome.cases[0].message.as_deref().unwrap();
    assert!(message.len() < 2100 && message.ends_with("… (src/zero_pad.rs:6)"), "{}", message.len());
}

#[test]
fn an_error_of_the_compiler_has_its_place_and_code() {
    let outcome = judged(Verdict::CompileError, "returns_the_wrong_type");
    let [error] = outcome.diagnostics.as_slice() else { panic!("{:?}", outcome.diagnostics) };
    assert_eq!((error.level.as_str(), error.code.as_deref()), ("error", Some("E0308")));
    assert_eq!((error.file.as_str(), error.line, error.column), ("src/zero_pad.rs", 6, 5));
    assert!(error.rendered.contains("--> src/zero_pad.rs:6:5"), "{}", error.rendered);
    assert!(outcome.cases.is_empty());
}

fn first(cases: &[CaseOutcome], count: usize) -> Vec<Verdict> {
    cases.iter().take(count).map(|case| case.verdict).collect()
}
