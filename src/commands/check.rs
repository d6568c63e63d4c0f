//! `check`: one function's cases, and what is wrong.

use super::exit::{Exit, Failure};
use super::session::{Session, exercise, print, standard_output, warn};
use crate::grade::{Request, Verdict, attempt};
use crate::report::Answers;
use crate::report::text::{Detail, TextReport};
use crate::sandbox::Cancel;

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

pub(super) fn run(session: &Session, name: &str, cases: Cases) -> Result<Exit, Failure> {
    let course = session.course()?;
    let exercise = exercise(&course, name)?;
    let workspace = session.workspace()?;
    let mut progress = session.progress(&workspace, &course)?;
    workspace.look_at()?;
    let grader = session.grader(&course)?;
    let request = Request {
        exercises: vec![exercise.name.clone()],
        hints_used: [(exercise.name.clone(), progress.record(name).hints_used)].into(),
        policy: session.policy(),
    };
    let mut answers = Answers::default();
    let outcome =
        grader.grade(workspace.folder(), &request, &Cancel::default(), &mut |event| answers.push(&event))?;
    for outcome in &outcome.exercises {
        progress.add(&outcome.name, attempt(outcome));
    }
    let report = TextReport {
        course: &course,
        outcome: &outcome,
        answers: &answers,
        theme: session.theme(standard_output()),
        detail: cases.into(),
        width: session.width(),
    };
    print(|out| report.write_exercise(name, out))?;
    // A workspace that cannot be written to can still be checked.
    if let Err(error) = progress.save(workspace.folder()) {
        warn(&error.to_string());
    }
    Ok(Exit::answer(outcome.exercises.iter().all(|exercise| exercise.verdict == Verdict::Passed)))
}
