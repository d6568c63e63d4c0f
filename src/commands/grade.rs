//! `grade`: a whole submission, in any format.

use super::check::Cases;
use super::exit::{Exit, Failure};
use super::notice::one_line;
use super::plain::say;
use super::session::{Session, print, standard_output};
use super::{report_file, step_summary};
use crate::cli::Grade;
use crate::course::{Course, Progress};
use crate::grade::{Grader, Request, Submission, Verdict};
use crate::plain::words;
use crate::report::{Answers, Format, Graded, Look};
use crate::sandbox::Cancel;
use crate::style::{Depth, Theme};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Columns of a text report in a file.
const FILE_WIDTH: usize = 100;
/// Fresh cases of each function, where a seed is given and no number.
const FRESH_CASES: usize = 10;

pub(super) fn run(session: &Session, options: &Grade) -> Result<Exit, Failure> {
    let groundwork = session.groundwork();
    let course = session.course()?;
    for name in &options.exercises {
        session.exercise(&course, name)?;
    }
    let path = match &options.path {
        Some(path) => Submission::open(&course, path).map(|_| path.clone())?,
        None => workspace(session, &course)?,
    };
    // A report that cannot be written is known before the work, not after it.
    let files = report_file::prepare(&options.reports)?;
    let grader = session.grader_on(groundwork, &course)?;
    let (grader, cancel) = (with_fresh_cases(grader, options)?, Cancel::default());
    let course = Arc::clone(grader.course());
    let request = Request {
        exercises: options.exercises.clone(),
        hints_used: hints_used(&course, &path),
        policy: session.policy(),
    };
    let mut answers = Answers::default();
    let outcome = grader.grade(&path, &request, &cancel, &mut |event| answers.push(&event))?;
    if outcome.exercises.iter().all(|exercise| exercise.verdict == Verdict::Missing) {
        let (folder, title) = (one_line(&path.to_string_lossy()), &course.title);
        session.note(&format!("{folder} has a file for none of the functions of “{title}”"));
    }
    let submission = Graded::new(&course, &outcome, &answers);
    let (theme, root) = (session.theme(standard_output()), root(session, &path));
    let detail = Cases::from(options.verbose).into();
    let look = Look { theme, width: session.width(), detail, root: &root };
    let in_file = Look { theme: Theme { depth: Depth::Plain, ..theme }, width: FILE_WIDTH, ..look };
    for file in &files {
        file.write(&submission, &in_file)?;
    }
    let is_github = |format| format == Format::Github;
    if let Some(summary) = &session.environment.step_summary
        && (is_github(options.format) || files.iter().any(|file| is_github(file.format())))
    {
        step_summary::append(summary, &submission, &in_file);
    }
    if session.is_plain() && options.format == Format::Text {
        say(&words::submission(&course, &outcome))?;
    } else {
        print(|out| submission.write(options.format, &look, out))?;
    }
    Ok(Exit::answer(
        options.min_score.map_or_else(|| outcome.passed(), |least| outcome.score().to_f64() >= least),
    ))
}

/// What leads from the repository's root, else from here, to the submission; nothing where it lies elsewhere.
fn root(session: &Session, submission: &Path) -> String {
    let root = session.environment.repository.clone().or_else(|| std::env::current_dir().ok());
    let root = root.and_then(|root| root.canonicalize().ok());
    let inside = submission.canonicalize().ok().zip(root);
    let inside = inside.and_then(|(folder, root)| Some(folder.strip_prefix(root).ok()?.to_owned()));
    let inside = inside.map(|inside| inside.to_string_lossy().into_owned()).unwrap_or_default();
    if inside.is_empty() { inside } else { inside + "/" }
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

/// The hints that a workspace remembers; a submission has none.
fn hints_used(course: &Arc<Course>, path: &Path) -> BTreeMap<String, usize> {
    let Some(progress) = Progress::peek(path, course) else { return BTreeMap::new() };
    let used = |name: &String| (name.clone(), progress.record(name).hints_used);
    course.exercises.iter().map(|exercise| used(&exercise.name)).collect()
}
