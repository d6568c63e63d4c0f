//! `check`: one function's cases, and what is wrong.

use super::exit::{Exit, Failure};
use super::notice::{one_line, warn};
use super::plain::say;
use super::session::{Session, print, standard_output};
use crate::course::{Case, Exercise, Seed, Visibility};
use crate::grade::{CaseOutcome, Grader, NoGradient, Outcome, Request, Verdict, attempt, clue};
use crate::plain::words;
use crate::report::Answers;
use crate::report::text::{Detail, TextReport};
use crate::sandbox::Cancel;
use std::path::Path;

/// How many failing cases to show in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cases {
    First,
    Every,
}

impl From<bool> for Cases {
    fn from(verbose: bool) -> Self {
        if verbose { Self::Every } else { Self::First }
    }
}

impl From<Cases> for Detail {
    fn from(cases: Cases) -> Self {
        match cases {
            Cases::First => Self::FirstFailure,
            Cases::Every => Self::EveryFailure,
        }
    }
}

/// Whether a backward function's gradients are compared with numerical ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gradients {
    Unchecked,
    Checked,
}

impl From<bool> for Gradients {
    fn from(checked: bool) -> Self {
        if checked { Self::Checked } else { Self::Unchecked }
    }
}

pub(super) fn run(
    session: &Session,
    name: &str,
    cases: Cases,
    gradients: Gradients,
) -> Result<Exit, Failure> {
    let groundwork = session.groundwork();
    let course = session.course()?;
    let exercise = session.exercise(&course, name)?;
    if gradients == Gradients::Checked && exercise.gradient_of.is_none() {
        return Err(Failure::usage(NoGradient::NotBackward(name.to_owned()).to_string()));
    }
    let workspace = session.workspace()?;
    let mut progress = workspace.progress(&course)?;
    workspace.look_at()?;
    let grader = session.grader_on(groundwork, &course)?;
    let request = Request {
        exercises: vec![exercise.name.clone()],
        hints_used: [(exercise.name.clone(), progress.record(name).hints_used)].into(),
        policy: session.policy(),
    };
    let mut answers = Answers::default();
    let outcome =
        grader.grade(workspace.folder(), &request, &Cancel::default(), &mut |event| answers.push(&event))?;
    for outcome in &outcome.exercises {
        progress.add(&outcome.name, attempt(outcome), clue(outcome));
    }
    let report = TextReport {
        course: &course,
        outcome: &outcome,
        answers: &answers,
        theme: session.theme(standard_output()),
        detail: cases.into(),
        width: session.width(),
    };
    show(session, name, &report)?;
    // Of a function that could not be called, the report has said why.
    let is_callable = !outcome
        .exercises
        .iter()
        .any(|exercise| exercise.cases.is_empty() || exercise.verdict == Verdict::NotStarted);
    if gradients == Gradients::Checked && is_callable {
        show_gradients(session, &grader, workspace.folder(), exercise, &report)?;
    }
    // A workspace that cannot be written to can still be checked.
    if let Err(error) = progress.save(workspace.folder()) {
        warn(&error.to_string());
    }
    Ok(Exit::answer(outcome.exercises.iter().all(|exercise| exercise.verdict == Verdict::Passed)))
}

/// Says what came of the cases.
fn show(session: &Session, name: &str, report: &TextReport<'_>) -> Result<(), Failure> {
    let exercises = &report.outcome.exercises;
    if session.is_plain() {
        say(&exercises.iter().flat_map(words::exercise).collect::<Vec<_>>())?;
    } else {
        print(|out| report.write_exercise(name, out))?;
    }
    if exercises.iter().any(|exercise| exercise.verdict == Verdict::Missing) {
        session.note(&format!("`tensorlings reset {name}` writes the start file"));
    }
    Ok(())
}

/// Compares the gradients of one case, and says what came of it.
fn show_gradients(
    session: &Session,
    grader: &Grader,
    workspace: &Path,
    exercise: &Exercise,
    report: &TextReport<'_>,
) -> Result<(), Failure> {
    let Some(case) = telling_case(exercise, report.outcome) else { return Ok(()) };
    match grader.check_gradient(workspace, exercise, case, session.policy(), &Cancel::default())? {
        Ok(check) if session.is_plain() => say(&words::gradients(&check)),
        Ok(check) => print(|out| report.write_gradients(&exercise.name, &check, out)),
        Err(reason) => {
            session.note(&one_line(&reason.to_string()));
            Ok(())
        }
    }
}

/// The case whose gradients say most: the first wrong answer, else the case with the fewest numbers.
fn telling_case<'a>(exercise: &'a Exercise, outcome: &Outcome) -> Option<&'a Case> {
    let judged = outcome.exercises.iter().flat_map(|exercise| &exercise.cases);
    let wrong = |verdict| matches!(verdict, Verdict::WrongAnswer | Verdict::WrongShape);
    let mut failing = judged.filter(|case| wrong(case.verdict)).map(CaseOutcome::short_id);
    let mut shown = exercise.cases.iter().filter(|case| case.visibility == Visibility::Visible);
    let numbers = |case: &&Case| -> usize {
        exercise.inputs(case).unwrap_or_default().iter().map(|input| input.tensor.len()).sum()
    };
    let published = |case: &&Case| matches!(case.seed, Seed::Legacy(_));
    let own = || shown.clone().filter(|case| !published(case));
    let first = failing.find_map(|id| shown.clone().find(|case| case.id == id && !published(case)));
    first.or_else(|| own().min_by_key(numbers)).or_else(|| shown.next())
}
