//! `grade`: a whole submission, in any format.

use super::check::Cases;
use super::exit::{Exit, Failure};
use super::plain::say;
use super::session::{Session, exercise, print, standard_output};
use crate::cli::{Format, Grade};
use crate::course::{Course, Progress};
use crate::grade::{Grader, Outcome, Request, Submission};
use crate::plain::words;
use crate::report::text::TextReport;
use crate::report::{Answers, json};
use crate::sandbox::Cancel;
use crate::style::{Depth, Theme};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Columns of a text report in a file.
const FILE_WIDTH: usize = 100;
/// Fresh cases of each function, where a seed is given and no number.
const FRESH_CASES: usize = 10;

pub(super) fn run(session: &Session, options: &Grade) -> Result<Exit, Failure> {
    let course = session.course()?;
    for name in &options.exercises {
        exercise(&course, name)?;
    }
    let path = match &options.path {
        Some(path) => Submission::open(&course, path).map(|_| path.clone())?,
        None => workspace(session, &course)?,
    };
    // A report that cannot be written is known before the work, not after it.
    let files = open(&options.reports)?;
    let grader = session.grader(&course)?;
    let (grader, cancel) = (with_fresh_cases(grader, options)?, Cancel::default());
    let course = Arc::clone(grader.course());
    let request = Request {
        exercises: options.exercises.clone(),
        hints_used: hints_used(&course, &path),
        policy: session.policy(),
    };
    let mut answers = Answers::default();
    let outcome = grader.grade(&path, &request, &cancel, &mut |event| answers.push(&event))?;
    let report =
        Graded { course: &course, outcome: &outcome, answers: &answers, cases: options.verbose.into() };
    for (format, path, mut file) in files {
        let theme = Theme { depth: Depth::Plain, ..session.theme(standard_output()) };
        report
            .write(format, theme, FILE_WIDTH, &mut file)
            .map_err(|error| Failure::setup(format!("cannot write {}: {error}", path.display())))?;
    }
    if session.is_plain() && options.format == Format::Text {
        say(&words::submission(&course, &outcome))?;
    } else {
        print(|out| report.write(options.format, session.theme(standard_output()), session.width(), out))?;
    }
    Ok(Exit::answer(
        options.min_score.map_or_else(|| outcome.passed(), |least| outcome.score().to_f64() >= least),
    ))
}

/// A grader that also knows the fresh cases that were asked for.
fn with_fresh_cases(grader: Grader, options: &Grade) -> Result<Grader, Failure> {
    let Some(seed) = options.seed else { return Ok(grader) };
    Ok(grader.with_fresh_cases(seed, options.cases.unwrap_or(FRESH_CASES), &Cancel::default())?)
}

/// A workspace belongs to one version of one course; a submission need not say.
fn workspace(session: &Session, course: &Course) -> Result<PathBuf, Failure> {
    let workspace = session.workspace()?;
    workspace.progress(course)?;
    workspace.look_at()?;
    Ok(workspace.folder().to_owned())
}

fn open(reports: &[(Format, PathBuf)]) -> Result<Vec<(Format, &Path, File)>, Failure> {
    reports
        .iter()
        .map(|(format, path)| {
            let file = File::create(path).map_err(|error| {
                Failure::unwritable(&error, format!("cannot write the report {}: {error}", path.display()))
            })?;
            Ok((*format, path.as_path(), file))
        })
        .collect()
}

/// The hints that a workspace remembers; a submission has none.
fn hints_used(course: &Arc<Course>, path: &Path) -> BTreeMap<String, usize> {
    let Some(progress) = Progress::peek(path, course) else { return BTreeMap::new() };
    let used = |name: &String| (name.clone(), progress.record(name).hints_used);
    course.exercises.iter().map(|exercise| used(&exercise.name)).collect()
}

/// A graded submission, to be written in any format.
struct Graded<'a> {
    course: &'a Course,
    outcome: &'a Outcome,
    answers: &'a Answers,
    cases: Cases,
}

impl Graded<'_> {
    fn write(&self, format: Format, theme: Theme, width: usize, out: &mut dyn Write) -> std::io::Result<()> {
        let Self { course, outcome, answers, cases } = *self;
        match format {
            Format::Text => {
                TextReport { course, outcome, answers, theme, detail: cases.into(), width }.write(out)
            }
            Format::Json => json::write(outcome, out),
        }
    }
}
