//! JUnit XML, in the dialect that GitLab, Jenkins and dorny/test-reporter all read: a suite an exercise, a test a case.
//!
//! GitLab shows the text inside `failure` and `error`, not their `message`; so all is said there, without colour.
//! Points are properties of the suites: `score` and `max_score` where they count, else `bonus` and `max_bonus`.

use super::format::{Graded, Look};
use super::neutral::junit as neutral;
use crate::grade::{CaseOutcome, Diagnostic, ExerciseOutcome, Verdict};
use crate::style::{ASCII, Depth, Line, Theme};
use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestSuite};
use std::io::{self, Write};
use std::time::Duration;

/// Characters of a case's prints that are kept, of each stream.
const PRINTED: usize = 8 << 10;
/// Characters of what is said about one test.
const SAID: usize = 64 << 10;

/// How a test that did not pass is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Failure,
    Error,
    Skipped,
}

pub(super) fn write(graded: &Graded<'_>, look: &Look<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut report = Report::new(graded.course.id.clone());
    for exercise in &graded.outcome.exercises {
        report.add_test_suite(suite(graded, look, exercise));
    }
    report.set_time(total(graded.outcome.exercises.iter().flat_map(|exercise| &exercise.cases)));
    report.serialize(out).map_err(io::Error::other)
}

fn suite(graded: &Graded<'_>, look: &Look<'_>, exercise: &ExerciseOutcome) -> TestSuite {
    let mut suite = TestSuite::new(exercise.name.clone());
    suite.set_time(total(exercise.cases.iter()));
    let [score, max_score] = if exercise.graded { ["score", "max_score"] } else { ["bonus", "max_bonus"] };
    suite.add_properties([
        Property::new("verdict", exercise.verdict.name()),
        Property::new(score, exercise.score.to_string()),
        Property::new(max_score, exercise.max_score.to_string()),
    ]);
    if let Some(hidden) = exercise.hidden() {
        suite.add_property(Property::new("hidden", format!("{} of {}", hidden.passed, hidden.all)));
    }
    if exercise.cases.is_empty() {
        suite.add_test_case(whole(graded, look, exercise));
    }
    suite.add_test_cases(exercise.cases.iter().map(|case| test(graded, look, exercise, case)));
    suite
}

/// The only test of an exercise whose cases were never run.
fn whole(graded: &Graded<'_>, look: &Look<'_>, exercise: &ExerciseOutcome) -> TestCase {
    let body = plain(&graded.text(&ascii(look)).details(exercise));
    let compiler = exercise.diagnostics.first();
    let message = compiler.map_or_else(|| exercise.verdict.words(), headline);
    let name = exercise.verdict.name();
    let mut test = TestCase::new(name, status(exercise.verdict, &message, &body));
    test.set_classname(exercise.name.clone());
    place(&mut test, exercise, look);
    if let Some(line) = compiler.map(|diagnostic| diagnostic.line).filter(|line| *line > 0) {
        test.extra.insert("line".into(), line.to_string().into());
    }
    test
}

fn test(graded: &Graded<'_>, look: &Look<'_>, exercise: &ExerciseOutcome, case: &CaseOutcome) -> TestCase {
    let body = match kind(case.verdict) {
        None => String::new(),
        Some(_) => plain(&graded.text(&ascii(look)).case(exercise, case)),
    };
    let message = case.message.as_deref().and_then(|message| message.lines().next());
    let message = message.map_or_else(|| case.verdict.words(), str::to_owned);
    let mut test = TestCase::new(neutral(case.short_id()), status(case.verdict, &message, &body));
    test.set_classname(exercise.name.clone());
    place(&mut test, exercise, look);
    if case.is_visible() {
        test.set_time(duration(case));
    }
    if !case.stdout.is_empty() {
        test.set_system_out(cut(&neutral(&case.stdout), PRINTED));
    }
    if !case.stderr.is_empty() {
        test.set_system_err(cut(&neutral(&case.stderr), PRINTED));
    }
    test
}

fn place(test: &mut TestCase, exercise: &ExerciseOutcome, look: &Look<'_>) {
    let file = format!("{}src/{}.rs", look.root, exercise.name);
    test.extra.insert("file".into(), file.into());
}

fn status(verdict: Verdict, message: &str, text: &str) -> TestCaseStatus {
    let mut status = match kind(verdict) {
        None => return TestCaseStatus::success(),
        Some(Kind::Skipped) => TestCaseStatus::skipped(),
        Some(Kind::Failure) => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Some(Kind::Error) => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    status.set_type(verdict.name()).set_message(cut(&neutral(message), PRINTED));
    let body = cut(&neutral(text), SAID);
    status.set_description(if body.trim().is_empty() { verdict.words() } else { body });
    status
}

/// A wrong result is a failure; what kept a function from giving one is an error.
const fn kind(verdict: Verdict) -> Option<Kind> {
    match verdict {
        Verdict::Passed => None,
        Verdict::Skipped => Some(Kind::Skipped),
        Verdict::WrongAnswer
        | Verdict::WrongShape
        | Verdict::Nondeterministic
        | Verdict::NotStarted
        | Verdict::Missing => Some(Kind::Failure),
        Verdict::InternalError
        | Verdict::CompileError
        | Verdict::CompileTimeout
        | Verdict::Blocked
        | Verdict::Crashed
        | Verdict::OutOfMemory
        | Verdict::TimedOut
        | Verdict::ExitedEarly
        | Verdict::Panicked => Some(Kind::Error),
    }
}

fn headline(diagnostic: &Diagnostic) -> String {
    diagnostic.message.lines().next().unwrap_or_default().to_owned()
}

/// The look of text in an element: numbers, no colour, no signs beyond ASCII.
fn ascii<'a>(look: &Look<'a>) -> Look<'a> {
    Look { theme: Theme { depth: Depth::Plain, glyphs: &ASCII, ..look.theme }, ..*look }
}

fn plain(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text().trim_end().to_owned() + "\n").collect()
}

fn total<'a>(cases: impl Iterator<Item = &'a CaseOutcome>) -> Duration {
    cases.filter(|case| case.is_visible()).map(duration).sum()
}

/// A time that makes no sense is none.
fn duration(case: &CaseOutcome) -> Duration {
    Duration::try_from_secs_f64(case.millis / 1000.0)
        .ok()
        .filter(|time| time.as_secs() < 86_400)
        .unwrap_or_default()
}

fn cut(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}\n... and more", &text[..end]),
        None => text.to_owned(),
    }
}
