//! `reset`: the start file again.

use super::exit::{Exit, Failure};
use super::notice::one_line;
use super::session::{Session, exercise, print};

pub(super) fn run(session: &Session, name: &str) -> Result<Exit, Failure> {
    let course = session.course()?;
    let exercise = exercise(&course, name)?;
    let workspace = session.workspace()?;
    // Only in a workspace of this course.
    workspace.progress(&course)?;
    let backup = workspace.reset(exercise)?;
    print(|out| match backup {
        Some(backup) => writeln!(
            out,
            "{} is as at the start; the old file is kept as {}.",
            exercise.file(),
            one_line(&backup.to_string_lossy())
        ),
        None => writeln!(out, "{} is as at the start.", exercise.file()),
    })?;
    Ok(Exit::Yes)
}
